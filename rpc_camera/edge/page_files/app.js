var sc=Object.defineProperty;var nc=Object.getOwnPropertyDescriptor;var c=(i,t,e,r)=>{for(var s=r>1?void 0:r?nc(t,e):t,n=i.length-1,a;n>=0;n--)(a=i[n])&&(s=(r?a(t,e,s):a(s))||s);return r&&s&&sc(t,e,s),s};var Yi=globalThis,Vi=Yi.ShadowRoot&&(Yi.ShadyCSS===void 0||Yi.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,mn=Symbol(),vo=new WeakMap,ii=class{constructor(t,e,r){if(this._$cssResult$=!0,r!==mn)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(Vi&&t===void 0){let r=e!==void 0&&e.length===1;r&&(t=vo.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),r&&vo.set(e,t))}return t}toString(){return this.cssText}},bo=i=>new ii(typeof i=="string"?i:i+"",void 0,mn),g=(i,...t)=>{let e=i.length===1?i[0]:t.reduce((r,s,n)=>r+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+i[n+1],i[0]);return new ii(e,i,mn)},yo=(i,t)=>{if(Vi)i.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let r=document.createElement("style"),s=Yi.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=e.cssText,i.appendChild(r)}},hn=Vi?i=>i:i=>i instanceof CSSStyleSheet?(t=>{let e="";for(let r of t.cssRules)e+=r.cssText;return bo(e)})(i):i;var{is:ac,defineProperty:oc,getOwnPropertyDescriptor:lc,getOwnPropertyNames:dc,getOwnPropertySymbols:cc,getPrototypeOf:pc}=Object,Ji=globalThis,wo=Ji.trustedTypes,uc=wo?wo.emptyScript:"",mc=Ji.reactiveElementPolyfillSupport,si=(i,t)=>i,ni={toAttribute(i,t){switch(t){case Boolean:i=i?uc:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,t){let e=i;switch(t){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},Xi=(i,t)=>!ac(i,t),xo={attribute:!0,type:String,converter:ni,reflect:!1,useDefault:!1,hasChanged:Xi};Symbol.metadata??=Symbol("metadata"),Ji.litPropertyMetadata??=new WeakMap;var Qe=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=xo){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(t,r,e);s!==void 0&&oc(this.prototype,t,s)}}static getPropertyDescriptor(t,e,r){let{get:s,set:n}=lc(this.prototype,t)??{get(){return this[e]},set(a){this[e]=a}};return{get:s,set(a){let d=s?.call(this);n?.call(this,a),this.requestUpdate(t,d,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??xo}static _$Ei(){if(this.hasOwnProperty(si("elementProperties")))return;let t=pc(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(si("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(si("properties"))){let e=this.properties,r=[...dc(e),...cc(e)];for(let s of r)this.createProperty(s,e[s])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[r,s]of e)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[e,r]of this.elementProperties){let s=this._$Eu(e,r);s!==void 0&&this._$Eh.set(s,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let r=new Set(t.flat(1/0).reverse());for(let s of r)e.unshift(hn(s))}else t!==void 0&&e.push(hn(t));return e}static _$Eu(t,e){let r=e.attribute;return r===!1?void 0:typeof r=="string"?r:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let r of e.keys())this.hasOwnProperty(r)&&(t.set(r,this[r]),delete this[r]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return yo(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,r){this._$AK(t,r)}_$ET(t,e){let r=this.constructor.elementProperties.get(t),s=this.constructor._$Eu(t,r);if(s!==void 0&&r.reflect===!0){let n=(r.converter?.toAttribute!==void 0?r.converter:ni).toAttribute(e,r.type);this._$Em=t,n==null?this.removeAttribute(s):this.setAttribute(s,n),this._$Em=null}}_$AK(t,e){let r=this.constructor,s=r._$Eh.get(t);if(s!==void 0&&this._$Em!==s){let n=r.getPropertyOptions(s),a=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:ni;this._$Em=s;let d=a.fromAttribute(e,n.type);this[s]=d??this._$Ej?.get(s)??d,this._$Em=null}}requestUpdate(t,e,r,s=!1,n){if(t!==void 0){let a=this.constructor;if(s===!1&&(n=this[t]),r??=a.getPropertyOptions(t),!((r.hasChanged??Xi)(n,e)||r.useDefault&&r.reflect&&n===this._$Ej?.get(t)&&!this.hasAttribute(a._$Eu(t,r))))return;this.C(t,e,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:r,reflect:s,wrapped:n},a){r&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,a??e??this[t]),n!==!0||a!==void 0)||(this._$AL.has(t)||(this.hasUpdated||r||(e=void 0),this._$AL.set(t,e)),s===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,n]of this._$Ep)this[s]=n;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,n]of r){let{wrapped:a}=n,d=this[s];a!==!0||this._$AL.has(s)||d===void 0||this.C(s,void 0,n,d)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(e)):this._$EM()}catch(r){throw t=!1,this._$EM(),r}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};Qe.elementStyles=[],Qe.shadowRootOptions={mode:"open"},Qe[si("elementProperties")]=new Map,Qe[si("finalized")]=new Map,mc?.({ReactiveElement:Qe}),(Ji.reactiveElementVersions??=[]).push("2.1.2");var gn=globalThis,$o=i=>i,Zi=gn.trustedTypes,ko=Zi?Zi.createPolicy("lit-html",{createHTML:i=>i}):void 0,vn="$lit$",et=`lit$${Math.random().toFixed(9).slice(2)}$`,bn="?"+et,hc=`<${bn}>`,Bt=document,oi=()=>Bt.createComment(""),li=i=>i===null||typeof i!="object"&&typeof i!="function",yn=Array.isArray,Oo=i=>yn(i)||typeof i?.[Symbol.iterator]=="function",fn=`[ 	
\f\r]`,ai=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,So=/-->/g,Eo=/>/g,Ht=RegExp(`>|${fn}(?:([^\\s"'>=/]+)(${fn}*=${fn}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),_o=/'/g,Co=/"/g,Mo=/^(?:script|style|textarea|title)$/i,wn=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),o=wn(1),F=wn(2),Qm=wn(3),j=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),Po=new WeakMap,Wt=Bt.createTreeWalker(Bt,129);function Ro(i,t){if(!yn(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return ko!==void 0?ko.createHTML(t):t}var Ao=(i,t)=>{let e=i.length-1,r=[],s,n=t===2?"<svg>":t===3?"<math>":"",a=ai;for(let d=0;d<e;d++){let p=i[d],f,$,w=-1,k=0;for(;k<p.length&&(a.lastIndex=k,$=a.exec(p),$!==null);)k=a.lastIndex,a===ai?$[1]==="!--"?a=So:$[1]!==void 0?a=Eo:$[2]!==void 0?(Mo.test($[2])&&(s=RegExp("</"+$[2],"g")),a=Ht):$[3]!==void 0&&(a=Ht):a===Ht?$[0]===">"?(a=s??ai,w=-1):$[1]===void 0?w=-2:(w=a.lastIndex-$[2].length,f=$[1],a=$[3]===void 0?Ht:$[3]==='"'?Co:_o):a===Co||a===_o?a=Ht:a===So||a===Eo?a=ai:(a=Ht,s=void 0);let _=a===Ht&&i[d+1].startsWith("/>")?" ":"";n+=a===ai?p+hc:w>=0?(r.push(f),p.slice(0,w)+vn+p.slice(w)+et+_):p+et+(w===-2?d:_)}return[Ro(i,n+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),r]},di=class i{constructor({strings:t,_$litType$:e},r){let s;this.parts=[];let n=0,a=0,d=t.length-1,p=this.parts,[f,$]=Ao(t,e);if(this.el=i.createElement(f,r),Wt.currentNode=this.el.content,e===2||e===3){let w=this.el.content.firstChild;w.replaceWith(...w.childNodes)}for(;(s=Wt.nextNode())!==null&&p.length<d;){if(s.nodeType===1){if(s.hasAttributes())for(let w of s.getAttributeNames())if(w.endsWith(vn)){let k=$[a++],_=s.getAttribute(w).split(et),R=/([.?@])?(.*)/.exec(k);p.push({type:1,index:n,name:R[2],strings:_,ctor:R[1]==="."?es:R[1]==="?"?ts:R[1]==="@"?rs:Yt}),s.removeAttribute(w)}else w.startsWith(et)&&(p.push({type:6,index:n}),s.removeAttribute(w));if(Mo.test(s.tagName)){let w=s.textContent.split(et),k=w.length-1;if(k>0){s.textContent=Zi?Zi.emptyScript:"";for(let _=0;_<k;_++)s.append(w[_],oi()),Wt.nextNode(),p.push({type:2,index:++n});s.append(w[k],oi())}}}else if(s.nodeType===8)if(s.data===bn)p.push({type:2,index:n});else{let w=-1;for(;(w=s.data.indexOf(et,w+1))!==-1;)p.push({type:7,index:n}),w+=et.length-1}n++}}static createElement(t,e){let r=Bt.createElement("template");return r.innerHTML=t,r}};function Kt(i,t,e=i,r){if(t===j)return t;let s=r!==void 0?e._$Co?.[r]:e._$Cl,n=li(t)?void 0:t._$litDirective$;return s?.constructor!==n&&(s?._$AO?.(!1),n===void 0?s=void 0:(s=new n(i),s._$AT(i,e,r)),r!==void 0?(e._$Co??=[])[r]=s:e._$Cl=s),s!==void 0&&(t=Kt(i,s._$AS(i,t.values),s,r)),t}var Qi=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:r}=this._$AD,s=(t?.creationScope??Bt).importNode(e,!0);Wt.currentNode=s;let n=Wt.nextNode(),a=0,d=0,p=r[0];for(;p!==void 0;){if(a===p.index){let f;p.type===2?f=new $r(n,n.nextSibling,this,t):p.type===1?f=new p.ctor(n,p.name,p.strings,this,t):p.type===6&&(f=new is(n,this,t)),this._$AV.push(f),p=r[++d]}a!==p?.index&&(n=Wt.nextNode(),a++)}return Wt.currentNode=Bt,s}p(t){let e=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(t,r,e),e+=r.strings.length-2):r._$AI(t[e])),e++}},$r=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,r,s){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Kt(this,t,e),li(t)?t===u||t==null||t===""?(this._$AH!==u&&this._$AR(),this._$AH=u):t!==this._$AH&&t!==j&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Oo(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==u&&li(this._$AH)?this._$AA.nextSibling.data=t:this.T(Bt.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:r}=t,s=typeof r=="number"?this._$AC(t):(r.el===void 0&&(r.el=di.createElement(Ro(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(e);else{let n=new Qi(s,this),a=n.u(this.options);n.p(e),this.T(a),this._$AH=n}}_$AC(t){let e=Po.get(t.strings);return e===void 0&&Po.set(t.strings,e=new di(t)),e}k(t){yn(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,r,s=0;for(let n of t)s===e.length?e.push(r=new i(this.O(oi()),this.O(oi()),this,this.options)):r=e[s],r._$AI(n),s++;s<e.length&&(this._$AR(r&&r._$AB.nextSibling,s),e.length=s)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let r=$o(t).nextSibling;$o(t).remove(),t=r}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},Yt=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,r,s,n){this.type=1,this._$AH=u,this._$AN=void 0,this.element=t,this.name=e,this._$AM=s,this.options=n,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=u}_$AI(t,e=this,r,s){let n=this.strings,a=!1;if(n===void 0)t=Kt(this,t,e,0),a=!li(t)||t!==this._$AH&&t!==j,a&&(this._$AH=t);else{let d=t,p,f;for(t=n[0],p=0;p<n.length-1;p++)f=Kt(this,d[r+p],e,p),f===j&&(f=this._$AH[p]),a||=!li(f)||f!==this._$AH[p],f===u?t=u:t!==u&&(t+=(f??"")+n[p+1]),this._$AH[p]=f}a&&!s&&this.j(t)}j(t){t===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},es=class extends Yt{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===u?void 0:t}},ts=class extends Yt{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==u)}},rs=class extends Yt{constructor(t,e,r,s,n){super(t,e,r,s,n),this.type=5}_$AI(t,e=this){if((t=Kt(this,t,e,0)??u)===j)return;let r=this._$AH,s=t===u&&r!==u||t.capture!==r.capture||t.once!==r.once||t.passive!==r.passive,n=t!==u&&(r===u||s);s&&this.element.removeEventListener(this.name,this,r),n&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},is=class{constructor(t,e,r){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(t){Kt(this,t)}},To={M:vn,P:et,A:bn,C:1,L:Ao,R:Qi,D:Oo,V:Kt,I:$r,H:Yt,N:ts,U:rs,B:es,F:is},fc=gn.litHtmlPolyfillSupport;fc?.(di,$r),(gn.litHtmlVersions??=[]).push("3.3.3");var Fo=(i,t,e)=>{let r=e?.renderBefore??t,s=r._$litPart$;if(s===void 0){let n=e?.renderBefore??null;r._$litPart$=s=new $r(t.insertBefore(oi(),n),n,void 0,e??{})}return s._$AI(i),s};var xn=globalThis,wt=class extends Qe{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Fo(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return j}};wt._$litElement$=!0,wt.finalized=!0,xn.litElementHydrateSupport?.({LitElement:wt});var gc=xn.litElementPolyfillSupport;gc?.({LitElement:wt});(xn.litElementVersions??=[]).push("4.2.2");var b=i=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(i,t)}):customElements.define(i,t)};var vc={attribute:!0,type:String,converter:ni,reflect:!1,hasChanged:Xi},bc=(i=vc,t,e)=>{let{kind:r,metadata:s}=e,n=globalThis.litPropertyMetadata.get(s);if(n===void 0&&globalThis.litPropertyMetadata.set(s,n=new Map),r==="setter"&&((i=Object.create(i)).wrapped=!0),n.set(e.name,i),r==="accessor"){let{name:a}=e;return{set(d){let p=t.get.call(this);t.set.call(this,d),this.requestUpdate(a,p,i,!0,d)},init(d){return d!==void 0&&this.C(a,void 0,i,d),d}}}if(r==="setter"){let{name:a}=e;return function(d){let p=this[a];t.call(this,d),this.requestUpdate(a,p,i,!0,d)}}throw Error("Unsupported decorator location: "+r)};function h(i){return(t,e)=>typeof e=="object"?bc(i,t,e):((r,s,n)=>{let a=s.hasOwnProperty(n);return s.constructor.createProperty(n,r),a?Object.getOwnPropertyDescriptor(s,n):void 0})(i,t,e)}function x(i){return h({...i,state:!0,attribute:!1})}var Vt=(i,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(i,t,e),e);function C(i,t){return(e,r,s)=>{let n=a=>a.renderRoot?.querySelector(i)??null;if(t){let{get:a,set:d}=typeof r=="object"?e:s??(()=>{let p=Symbol();return{get(){return this[p]},set(f){this[p]=f}}})();return Vt(e,r,{get(){let p=a.call(this);return p===void 0&&(p=n(this),(p!==null||this.hasUpdated)&&d.call(this,p)),p}})}return Vt(e,r,{get(){return n(this)}})}}var le={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},qe=i=>(...t)=>({_$litDirective$:i,values:t}),fe=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,r){this._$Ct=t,this._$AM=e,this._$Ci=r}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:yc}=To,Do=i=>i;var No=i=>i.strings===void 0,Lo=()=>document.createComment(""),kr=(i,t,e)=>{let r=i._$AA.parentNode,s=t===void 0?i._$AB:t._$AA;if(e===void 0){let n=r.insertBefore(Lo(),s),a=r.insertBefore(Lo(),s);e=new yc(n,a,i,i.options)}else{let n=e._$AB.nextSibling,a=e._$AM,d=a!==i;if(d){let p;e._$AQ?.(i),e._$AM=i,e._$AP!==void 0&&(p=i._$AU)!==a._$AU&&e._$AP(p)}if(n!==s||d){let p=e._$AA;for(;p!==n;){let f=Do(p).nextSibling;Do(r).insertBefore(p,s),p=f}}}return e},xt=(i,t,e=i)=>(i._$AI(t,e),i),wc={},Sr=(i,t=wc)=>i._$AH=t,Io=i=>i._$AH,ss=i=>{i._$AR(),i._$AA.remove()};var Er=qe(class extends fe{constructor(){super(...arguments),this.key=u}render(i,t){return this.key=i,t}update(i,[t,e]){return t!==this.key&&(Sr(i),this.key=t),e}});var ns=new Set,S=class{constructor(t){this.listeners=new Set;this.current=t}get value(){return this.current}set value(t){Object.is(t,this.current)||(this.current=t,this.listeners.forEach(e=>e()))}subscribe(t){return this.listeners.add(t),()=>{this.listeners.delete(t)}}},as=class{constructor(t,...e){this.ends=[];this.host=t,this.values=e,t.addController(this)}hostConnected(){this.ends=this.values.map(t=>t.subscribe(()=>xc(this.host))),this.host.requestUpdate()}hostDisconnected(){this.ends.splice(0).forEach(t=>t())}};function xc(i){if(ns.add(i),ns.size===1){let t=requestAnimationFrame(()=>r()),e=setTimeout(()=>r(),250),r=()=>{cancelAnimationFrame(t),clearTimeout(e);let s=[...ns];ns.clear(),s.forEach(n=>n.requestUpdate())}}}var $t=new S([]),q=class{constructor(t,e){this.own=e,t.addController(this)}hostConnected(){$t.value=[...$t.value,...this.own]}hostDisconnected(){$t.value=$t.value.filter(t=>!this.own.includes(t))}};function qo(i){if(i.defaultPrevented||i.ctrlKey||i.metaKey||i.altKey||i.repeat||$c(i))return;let t=$t.value.findLast(({key:e})=>e===i.key);t!==void 0&&(i.preventDefault(),t.run(i))}function $c(i){let t=i.composedPath()[0];if(!(t instanceof HTMLElement))return!1;let e=i.key==="Enter"&&t.matches("button, a, summary, [role=button]"),r=i.key===" "&&t.matches("button, summary, [role=button]");return e||r||t.matches("input, select, textarea, [contenteditable]")||t.closest("dialog")!==null}var E=class extends Error{static CODE=0;static NAME="";static RETRYABLE=!1;static REMEDY="";code;data;constructor(t,e,r={}){super(t);let{CODE:s,NAME:n,RETRYABLE:a,REMEDY:d}=new.target;this.name=new.target.name,this.code=e??s,this.data={name:n,retryable:a,remedy:d,...r}}get errorName(){return this.data.name}get remedy(){return this.data.remedy}get retryable(){return this.data.retryable}toString(){return`${this.name}: ${this.message} ${this.remedy}`.trimEnd()}};var kc={1e3:"it was done",1001:"it is going away",1005:"it said no reason",1006:"no reason came",1008:"it refuses this client",1009:"a message was too large",1011:"it has a fault"},Sc={401:"it, or a proxy before it, wants another token or login",403:"it, or a proxy before it, serves neither this client nor this name: see its --allow-host and --allow-origin",404:"there is nothing at this path: the service's own ends in /rpc",426:"there is no WebSocket at this path, or a proxy does not pass it on",502:"the proxy before it does not reach it",503:"it has no room for more clients now, or the proxy before it does not reach it"},z=class extends Error{name="ConnectFailed"},tt=class extends z{name="HandshakeRefused";status;retryAfterS;constructor(t,e,r){let s=r===void 0?"":`; try again in ${r} s`;super(`${t} refuses the connection: ${Sc[e]??"unknown status"} (HTTP ${e})${s}.`),this.status=e,this.retryAfterS=r}},L=class i extends Error{name="ConnectionLost";code;reason;method;isSafeToRepeat;constructor(t,e,r="",s=!1){let n=t===1006?"The connection broke off":"The service closed the connection",a=e||(kc[t]??"unknown close code");super(`${n}: ${a} (${t}).${Uo(r,s)}`),this.code=t,this.reason=e,this.method=r,this.isSafeToRepeat=s}whileCalling(t,e){return new i(this.code,this.reason,t,e)}},de=class extends Error{name="SessionClosed";constructor(){super("The session is closed.")}},te=class extends Error{name="CallTimedOut";method;deadlineS;isSafeToRepeat;constructor(t,e,r){super(`No answer to ${t} came within ${e} s.${Uo(t,r)}`),this.method=t,this.deadlineS=e,this.isSafeToRepeat=r}};function Uo(i,t){return i===""?"":t?` It is safe to repeat ${i}.`:` ${i} may have been carried out: look before you repeat it.`}var $n=class extends E{static CODE=-32700;static NAME="parse_error";static RETRYABLE=!1;static REMEDY="Send one JSON object, or an array of them, in UTF-8 and without NaN or Infinity."},kn=class extends E{static CODE=-32600;static NAME="invalid_request";static RETRYABLE=!1;static REMEDY='Send {"jsonrpc": "2.0", "id": 1, "method": "\u2026", "params": {\u2026}}, or a batch: an array of these.'},Sn=class extends E{static CODE=-32601;static NAME="method_not_found";static RETRYABLE=!1;static REMEDY="Call `rpc.discover` for the methods there are; names are in snake_case."},En=class extends E{static CODE=-32602;static NAME="invalid_params";static RETRYABLE=!1;static REMEDY="Mend what `errors` names; the method's schema is in `rpc.discover`."},_n=class extends E{static CODE=-32603;static NAME="internal_error";static RETRYABLE=!1;static REMEDY="Report it with the lines that the service's log has under the incident id."},rt=class extends E{static CODE=1e3;static NAME="unauthorized";static RETRYABLE=!1;static REMEDY="Show the token of the service's start, the one in its API_TOKEN, or one that `rpc-camera token add` made: with `authenticate`, as `Authorization: Bearer`, or as the password of `Authorization: Basic`."},it=class extends E{static CODE=1001;static NAME="forbidden";static RETRYABLE=!1;static REMEDY="Use a token, or a link, that is good for it; docs/tokens.md says how one is made."},Cn=class extends E{static CODE=1002;static NAME="rate_limited";static RETRYABLE=!0;static REMEDY="Wait `retry_after_s` seconds, then try again with the right token."},Pn=class extends E{static CODE=1003;static NAME="too_large";static RETRYABLE=!1;static REMEDY="Stay below `limit_bytes`; a larger file comes by `get_file_url`, and `get_thumbnail` has a small picture of it."},ci=class extends E{static CODE=1100;static NAME="no_camera_selected";static RETRYABLE=!1;static REMEDY="Pass `camera`, or, on a WebSocket, call `select_camera` first."},Jt=class extends E{static CODE=1101;static NAME="camera_not_found";static RETRYABLE=!1;static REMEDY="Take an id or a port from `list_cameras`; if it is missing there, check the cable and that the camera is switched on."},On=class extends E{static CODE=1102;static NAME="camera_busy";static RETRYABLE=!0;static REMEDY="Wait until the camera is done, then send the request again."},Xt=class extends E{static CODE=1103;static NAME="camera_lost";static RETRYABLE=!0;static REMEDY="Check the cable, the battery and that the camera is switched on, then send it again: each request tries anew."},Zt=class extends E{static CODE=1104;static NAME="camera_claimed";static RETRYABLE=!0;static REMEDY="Close the program that holds the camera; on a desktop that is often gvfs: `gio mount -s gphoto2` frees it."},Mn=class extends E{static CODE=1105;static NAME="camera_timeout";static RETRYABLE=!1;static REMEDY="The shutter may have been released all the same: look with `get_events` or `list_files` before you send it again, with a longer `timeout_s`."},Rn=class extends E{static CODE=1106;static NAME="not_supported";static RETRYABLE=!1;static REMEDY="Look at `abilities` in `list_cameras` for what this camera can do."},An=class extends E{static CODE=1107;static NAME="camera_error";static RETRYABLE=!1;static REMEDY="Read `gphoto2.context` for the camera's reason, such as focus, card or battery, and put that right on the camera."},Tn=class extends E{static CODE=1108;static NAME="driver_crashed";static RETRYABLE=!0;static REMEDY="Send it again when the camera is ready; check with `list_files` first whether a capture has left its picture."},Fn=class extends E{static CODE=1110;static NAME="no_bulb_exposure";static RETRYABLE=!1;static REMEDY="Call `start_bulb` first; the picture of one that ended by itself is in the event log, with `get_events`."},Dn=class extends E{static CODE=1111;static NAME="label_taken";static RETRYABLE=!1;static REMEDY="Choose another label, or first take this one from the camera that has it: `label_camera` with `label` null."},pi=class extends E{static CODE=1200;static NAME="config_not_found";static RETRYABLE=!1;static REMEDY="Take a name from `list_config`; settings can come and go with the camera's mode."},Ln=class extends E{static CODE=1201;static NAME="config_read_only";static RETRYABLE=!1;static REMEDY="Turn the camera's mode dial or its lens switch to where the setting can be changed, such as M."},ui=class extends E{static CODE=1202;static NAME="config_invalid_value";static RETRYABLE=!1;static REMEDY="Use one of `choices`, a number within `range`, or a value of the setting's type."},Nn=class extends E{static CODE=1203;static NAME="config_not_applied";static RETRYABLE=!1;static REMEDY="Read the setting again, and see whether the camera's mode or another setting forbids the value."},In=class extends E{static CODE=1300;static NAME="file_not_found";static RETRYABLE=!1;static REMEDY="Take a path from `list_files`."},qn=class extends E{static CODE=1301;static NAME="storage_full";static RETRYABLE=!1;static REMEDY="Free room with `delete_file`, or put another card into the camera."},Un=class extends E{static CODE=1302;static NAME="file_unavailable";static RETRYABLE=!1;static REMEDY="Get the whole file with `download_image`, or check whether it is protected or still being written."},mi=class extends E{static CODE=1303;static NAME="file_exists";static RETRYABLE=!1;static REMEDY="Choose another `filename`, or delete the present file first."},Qt=class extends E{static CODE=1304;static NAME="digest_mismatch";static RETRYABLE=!0;static REMEDY="Send or download the file again; if that fails as well, compare its SHA-256 at both ends."},Gn=class extends E{static CODE=1309;static NAME="disk_error";static RETRYABLE=!0;static REMEDY="On the server, check that the save directory's disk is there, writable and sound."},jn=class extends E{static CODE=1400;static NAME="cancelled";static RETRYABLE=!0;static REMEDY="Connect again and send it again; check with `list_files` first whether a capture has left its picture."},zn=class extends E{static CODE=1401;static NAME="request_not_found";static RETRYABLE=!1;static REMEDY="Give the `id` of a request that this same connection has sent and that is not answered yet."},Hn=class extends E{static CODE=1402;static NAME="job_not_found";static RETRYABLE=!1;static REMEDY="Ask for the list of jobs, and take an id from there."},hi=class extends E{static CODE=1410;static NAME="host_unreachable";static RETRYABLE=!0;static REMEDY="Check that the host is switched on and on the network, and that `rpc-camera serve --rig` runs on it; its cameras are there again when it is."},Wn=class extends E{static CODE=1411;static NAME="outcome_unknown";static RETRYABLE=!1;static REMEDY="Look at what the camera has now (`list_files`, `get_config`) before you send it again."},fi={parse_error:$n,invalid_request:kn,method_not_found:Sn,invalid_params:En,internal_error:_n,unauthorized:rt,forbidden:it,rate_limited:Cn,too_large:Pn,no_camera_selected:ci,camera_not_found:Jt,camera_busy:On,camera_lost:Xt,camera_claimed:Zt,camera_timeout:Mn,not_supported:Rn,camera_error:An,driver_crashed:Tn,no_bulb_exposure:Fn,label_taken:Dn,config_not_found:pi,config_read_only:Ln,config_invalid_value:ui,config_not_applied:Nn,file_not_found:In,storage_full:qn,file_unavailable:Un,file_exists:mi,digest_mismatch:Qt,disk_error:Gn,cancelled:jn,request_not_found:zn,job_not_found:Hn,host_unreachable:hi,outcome_unknown:Wn},kt=new Map([["authenticate",{tag:"connection",isSafe:!0,takesCamera:!1}],["autofocus",{tag:"focus",isSafe:!1,takesCamera:!0}],["cancel_request",{tag:"connection",isSafe:!1,takesCamera:!1}],["capture_group",{tag:"capture",isSafe:!1,takesCamera:!1}],["capture_image",{tag:"capture",isSafe:!1,takesCamera:!0}],["compare_config",{tag:"config",isSafe:!0,takesCamera:!1}],["create_link",{tag:"preview",isSafe:!1,takesCamera:!0}],["create_ticket",{tag:"connection",isSafe:!1,takesCamera:!1}],["delete_file",{tag:"files",isSafe:!1,takesCamera:!0}],["download_image",{tag:"files",isSafe:!0,takesCamera:!0}],["drive_focus",{tag:"focus",isSafe:!1,takesCamera:!0}],["get_archive_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_camera",{tag:"cameras",isSafe:!0,takesCamera:!0}],["get_capture_settings",{tag:"config",isSafe:!0,takesCamera:!0}],["get_config",{tag:"config",isSafe:!0,takesCamera:!0}],["get_events",{tag:"events",isSafe:!0,takesCamera:!1}],["get_exposure",{tag:"config",isSafe:!0,takesCamera:!0}],["get_file_info",{tag:"files",isSafe:!0,takesCamera:!0}],["get_file_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_group",{tag:"capture",isSafe:!0,takesCamera:!1}],["get_metadata",{tag:"files",isSafe:!0,takesCamera:!0}],["get_preview_url",{tag:"preview",isSafe:!0,takesCamera:!0}],["get_saved_file_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_sequence",{tag:"capture",isSafe:!0,takesCamera:!1}],["get_server_info",{tag:"connection",isSafe:!0,takesCamera:!1}],["get_tethering",{tag:"tethering",isSafe:!0,takesCamera:!0}],["get_thumbnail",{tag:"files",isSafe:!0,takesCamera:!0}],["get_upload_url",{tag:"files",isSafe:!0,takesCamera:!0}],["identify_camera",{tag:"cameras",isSafe:!1,takesCamera:!0}],["label_camera",{tag:"cameras",isSafe:!1,takesCamera:!0}],["list_cameras",{tag:"cameras",isSafe:!0,takesCamera:!1}],["list_config",{tag:"config",isSafe:!0,takesCamera:!0}],["list_files",{tag:"files",isSafe:!0,takesCamera:!0}],["list_groups",{tag:"capture",isSafe:!0,takesCamera:!1}],["list_links",{tag:"preview",isSafe:!0,takesCamera:!1}],["list_sequences",{tag:"capture",isSafe:!0,takesCamera:!1}],["list_tethering",{tag:"tethering",isSafe:!0,takesCamera:!1}],["read_file",{tag:"files",isSafe:!0,takesCamera:!0}],["redeem_ticket",{tag:"connection",isSafe:!1,takesCamera:!1}],["revoke_link",{tag:"preview",isSafe:!1,takesCamera:!1}],["select_camera",{tag:"cameras",isSafe:!0,takesCamera:!1}],["set_capture_settings",{tag:"config",isSafe:!1,takesCamera:!0}],["set_config",{tag:"config",isSafe:!1,takesCamera:!0}],["set_configs",{tag:"config",isSafe:!1,takesCamera:!0}],["set_exposure",{tag:"config",isSafe:!1,takesCamera:!0}],["start_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["start_sequence",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["stop_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["stop_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["stop_sequence",{tag:"capture",isSafe:!1,takesCamera:!1}],["stop_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["subscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["trigger_capture",{tag:"capture",isSafe:!1,takesCamera:!0}],["unsubscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["upload_file",{tag:"files",isSafe:!1,takesCamera:!0}],["rpc.discover",{tag:"connection",isSafe:!0,takesCamera:!1}]]),os=class{authenticate(t,e){return this.call("authenticate",t,e)}autofocus(t={},e){return this.call("autofocus",t,e)}cancelRequest(t,e){return this.call("cancel_request",t,e)}captureGroup(t,e){return this.call("capture_group",t,e)}captureImage(t={},e){return this.call("capture_image",t,e)}compareConfig(t,e){return this.call("compare_config",t,e)}createLink(t,e){return this.call("create_link",t,e)}createTicket(t={},e){return this.call("create_ticket",t,e)}deleteFile(t,e){return this.call("delete_file",t,e)}downloadImage(t,e){return this.call("download_image",t,e)}driveFocus(t,e){return this.call("drive_focus",t,e)}getArchiveUrl(t,e){return this.call("get_archive_url",t,e)}getCamera(t={},e){return this.call("get_camera",t,e)}getCaptureSettings(t={},e){return this.call("get_capture_settings",t,e)}getCaptureSettingsOfCameras(t,e){return this.call("get_capture_settings",t,e)}getConfig(t,e){return this.call("get_config",t,e)}getConfigOfCameras(t,e){return this.call("get_config",t,e)}getEvents(t,e){return this.call("get_events",t,e)}getExposure(t={},e){return this.call("get_exposure",t,e)}getExposureOfCameras(t,e){return this.call("get_exposure",t,e)}getFileInfo(t,e){return this.call("get_file_info",t,e)}getFileUrl(t,e){return this.call("get_file_url",t,e)}getGroup(t,e){return this.call("get_group",t,e)}getMetadata(t,e){return this.call("get_metadata",t,e)}getPreviewUrl(t={},e){return this.call("get_preview_url",t,e)}getSavedFileUrl(t={},e){return this.call("get_saved_file_url",t,e)}getSequence(t,e){return this.call("get_sequence",t,e)}getServerInfo(t={},e){return this.call("get_server_info",t,e)}getTethering(t={},e){return this.call("get_tethering",t,e)}getThumbnail(t,e){return this.call("get_thumbnail",t,e)}getUploadUrl(t,e){return this.call("get_upload_url",t,e)}identifyCamera(t={},e){return this.call("identify_camera",t,e)}labelCamera(t={},e){return this.call("label_camera",t,e)}listCameras(t={},e){return this.call("list_cameras",t,e)}listConfig(t={},e){return this.call("list_config",t,e)}listFiles(t={},e){return this.call("list_files",t,e)}listGroups(t={},e){return this.call("list_groups",t,e)}listLinks(t={},e){return this.call("list_links",t,e)}listSequences(t={},e){return this.call("list_sequences",t,e)}listTethering(t={},e){return this.call("list_tethering",t,e)}readFile(t,e){return this.call("read_file",t,e)}redeemTicket(t,e){return this.call("redeem_ticket",t,e)}revokeLink(t,e){return this.call("revoke_link",t,e)}selectCamera(t,e){return this.call("select_camera",t,e)}setCaptureSettings(t={},e){return this.call("set_capture_settings",t,e)}setCaptureSettingsOfCameras(t,e){return this.call("set_capture_settings",t,e)}setConfig(t,e){return this.call("set_config",t,e)}setConfigs(t,e){return this.call("set_configs",t,e)}setConfigsOfCameras(t,e){return this.call("set_configs",t,e)}setExposure(t={},e){return this.call("set_exposure",t,e)}setExposureOfCameras(t,e){return this.call("set_exposure",t,e)}startBulb(t={},e){return this.call("start_bulb",t,e)}startPreview(t={},e){return this.call("start_preview",t,e)}startSequence(t={},e){return this.call("start_sequence",t,e)}startTethering(t={},e){return this.call("start_tethering",t,e)}stopBulb(t={},e){return this.call("stop_bulb",t,e)}stopPreview(t={},e){return this.call("stop_preview",t,e)}stopSequence(t,e){return this.call("stop_sequence",t,e)}stopTethering(t={},e){return this.call("stop_tethering",t,e)}subscribe(t,e){return this.call("subscribe",t,e)}triggerCapture(t={},e){return this.call("trigger_capture",t,e)}unsubscribe(t,e){return this.call("unsubscribe",t,e)}uploadFile(t,e){return this.call("upload_file",t,e)}rpcDiscover(t={},e){return this.call("rpc.discover",t,e)}};var Ec=new Map([["connection",30],["events",30],["cameras",60],["tethering",60],["preview",60],["config",120],["focus",120],["capture",180],["files",900]]),_c=120,Cc=2**31-1;function Go(i,t){let{timeout_s:e,bulb_s:r,duration_s:s}=t;return[e,r,s].map(a=>typeof a=="number"?a:0).reduce((a,d)=>a+d,Ec.get(kt.get(i)?.tag??"")??_c)}function ce(i,t){let e=setTimeout(t,Math.min(i*1e3,Cc));return()=>clearTimeout(e)}function er(i,t){if(!(i>0))throw new RangeError(`${t} is a number of seconds above 0.`);return i}var Pc=new Map(Object.entries(fi)),Oc=new Map(Object.values(fi).map(i=>[i.CODE,i])),jo=new RegExp("\\p{Surrogate}","u"),zo=new WeakMap;function vi(i){let t=zo.get(i);if(t===void 0)throw new Error("There are no bytes with this: ask with `binary: true`.");return t}function Kn(i,t,e){return JSON.stringify({jsonrpc:"2.0",id:i,method:t,params:e},(s,n)=>{if(typeof n=="number"&&!Number.isFinite(n))throw new TypeError(`${t} is not sent: its params have NaN or Infinity.`);if(jo.test(s)||typeof n=="string"&&jo.test(n))throw new TypeError(`${t} is not sent: a text in its params has a lone surrogate.`);return n})}function Ho(i){if(!(i instanceof ArrayBuffer))return gi(JSON.parse(String(i)));let t=4+new DataView(i).getUint32(0),e=gi(JSON.parse(new TextDecoder().decode(new Uint8Array(i,4,t-4))));return zo.set(gi(e.params??e.result),new Uint8Array(i,t)),e}function ls(i){let{code:t,message:e,data:r}=Bn(i)?i:{},s=Bn(r)?r:{},n=Pc.get(s.name)??Oc.get(t)??E,a=typeof e=="string"&&e!==""?e:JSON.stringify(i);return new n(a,typeof t=="number"?t:void 0,s)}function gi(i){if(!Bn(i))throw new TypeError("It is no JSON object.");return i}function Bn(i){return typeof i=="object"&&i!==null&&!Array.isArray(i)}var Mc=/sha-256=:([A-Za-z0-9+/=]+):/,ds=class{signal;base;headers;constructor({url:t,headers:e},r){this.base=t.replace(/^ws/,"http").replace(/(\/rpc)?\/?$/,""),this.headers=e,this.signal=r}async request(t,e,r,s){let n=new AbortController,a=()=>n.abort(this.signal?.reason),d=()=>{},p=()=>{d(),d=ce(r,()=>n.abort(new Error(`nothing came for ${r} s`)))};this.signal?.throwIfAborted(),this.signal?.addEventListener("abort",a);try{p();let f=/^https?:/.test(t),$={...f?{}:this.headers,...e.headers},w=fetch(f?t:this.base+t,{cache:"no-store",...e,headers:$,signal:n.signal}),k=await this.network(w);return await Rc(k),await s(k,p)}finally{d(),this.signal?.removeEventListener("abort",a),n.abort()}}async network(t){try{return await t}catch(e){this.signal?.throwIfAborted();let{message:r,cause:s}=e;throw new z(`The file's address at ${this.base} failed (${s?.message??r}).`,{cause:e})}}digestAt(t,e){let r={method:"HEAD",headers:{"Want-Repr-Digest":"sha-256=1"}};return this.request(t,r,e,async({headers:s})=>Mc.exec(s.get("Repr-Digest")??"")?.[1])}};function cs(i){return btoa(String.fromCharCode(...i))}function ps(i){return i instanceof E?i.retryable&&!(i instanceof Qt):[z,L,te].some(t=>i instanceof t)}async function Rc(i){if(i.ok)return;let t=await i.text().catch(()=>""),e;try{e=JSON.parse(t)}catch{let r=`The file's address is answered with HTTP ${i.status}.`;throw new E(r,i.status,{retryable:[502,503,504].includes(i.status)})}throw ls(e)}function yi(){return globalThis.process?.getBuiltinModule?.("node:crypto")?.createHash("sha256")??new Yn}var bi=[];for(let i=2;bi.length<64;i+=1)bi.every(t=>i%t!==0)&&bi.push(i);var Wo=i=>Math.floor(i%1*2**32)|0,Ac=Int32Array.from(bi,i=>Wo(Math.cbrt(i))),Yn=class{state=Int32Array.from(bi.slice(0,8),t=>Wo(Math.sqrt(t)));schedule=new Int32Array(64);block=new Uint8Array(64);words=new DataView(this.block.buffer);length=0;update(t){for(let e=0;e<t.length;){let r=this.length%64,s=t.subarray(e,e+64-r);this.block.set(s,r),this.length+=s.length,e+=s.length,this.length%64===0&&this.mix()}}digest(){let t=new DataView(new ArrayBuffer(8));t.setBigUint64(0,BigInt(this.length)*8n),this.update(Uint8Array.of(128)),this.update(new Uint8Array((120-this.length%64)%64)),this.update(new Uint8Array(t.buffer));let e=new DataView(new ArrayBuffer(32));return this.state.forEach((r,s)=>e.setInt32(4*s,r)),new Uint8Array(e.buffer)}mix(){let t=this.schedule;for(let w=0;w<16;w+=1)t[w]=this.words.getInt32(4*w);for(let w=16;w<64;w+=1){let k=t[w-15],_=t[w-2],R=Ue(k,7)^Ue(k,18)^k>>>3,U=Ue(_,17)^Ue(_,19)^_>>>10;t[w]=t[w-16]+R+t[w-7]+U|0}let e=this.state,[r,s,n,a]=[e[0],e[1],e[2],e[3]],[d,p,f,$]=[e[4],e[5],e[6],e[7]];for(let w=0;w<64;w+=1){let k=Ue(d,6)^Ue(d,11)^Ue(d,25),_=$+k+(d&p^~d&f)+Ac[w]+t[w]|0,U=(Ue(r,2)^Ue(r,13)^Ue(r,22))+(r&s^r&n^s&n)|0;$=f,f=p,p=d,d=a+_|0,a=n,n=s,s=r,r=_+U|0}[r,s,n,a,d,p,f,$].forEach((w,k)=>this.state[k]+=w)}};function Ue(i,t){return i>>>t|i<<32-t}async function wi(){let i=s=>import(`node:${s}`),[{openAsBlob:t},e,r]=await Promise.all(["fs","fs/promises","path"].map(i));return{openAsBlob:t,fs:e,path:r.default}}async function _r({fs:i,path:t},e,r,s,n){s.endsWith("/")&&await i.mkdir(s,{recursive:!0});let d=await i.stat(s).then(k=>k.isDirectory(),()=>!1)?t.join(s,t.basename(e.file.filename)):s,p=async()=>{if(!n&&await xi(i,d)){let k=`${d} is there already: pass overwrite: true to replace it.`;throw Object.assign(new Error(k),{code:"EEXIST",path:d})}};await p();let f=Math.random().toString(36).slice(2),$=t.join(t.dirname(d),`.${t.basename(d)}.${f}.part`),w=await i.open($,"wx");try{let k=0;await r.into({async write(_){for(let R=0;R<_.length;){let{bytesWritten:U}=await w.write(_,R,_.length-R,k);[R,k]=[R+U,k+U]}},async restart(){k=0,await w.truncate(0)}}),await w.sync(),await w.close(),await p(),await i.rename($,d)}catch(k){throw await w.close().catch(()=>{}),await i.rm($,{force:!0}),k}return d}function xi(i,t){return i.lstat(t).then(()=>!0,()=>!1)}async function us(i){let t=yi(),e=i.stream().getReader();for(let{value:r}=await e.read();r!==void 0;{value:r}=await e.read())t.update(r);return cs(t.digest())}function tr({firstS:i=.2,mostS:t=10}={}){let e=i;return()=>{let r=e*(.6666666666666666+Math.random()/3);return e=Math.min(2*e,t),r}}function Bo(i){return i instanceof tt?i.status===401||i.status===403:i instanceof E?i instanceof rt||i instanceof it:!(i instanceof z||i instanceof L)}function Cr(i){if(i instanceof tt)return i.retryAfterS??0;let{retry_after_s:t}=i instanceof E?i.data:{};return typeof t=="number"?t:0}async function Pr(i,t){t?.aborted||await new Promise(e=>{let r=setTimeout(s,i*1e3);function s(){clearTimeout(r),t?.removeEventListener("abort",s),e()}t?.addEventListener("abort",s)})}var Tc=8,Fc="Download the file again; if that fails as well, bytes are changed on the way, or the camera changes the file.",St=90,st=class{http;sign;report;link;tag="";done=0;hash=yi();digest="";constructor(t,e,r,s){this.http=t,this.sign=e,this.link=r,this.report=s}async into(t){let[e,r]=[0,tr()];for(;;){let s=this.done;try{e>0&&await this.signAgain(),await this.fetch(t),await this.compare();return}catch(n){if(this.done>s&&([e,r]=[0,tr()]),e+=1,e===Tc||!ps(n))throw n;await Pr(Math.max(r(),Cr(n)),this.http.signal)}this.http.signal?.throwIfAborted()}}async signAgain(){try{this.link=await this.sign()}catch(t){if(!(t instanceof L||t instanceof te))throw t}}async fetch(t){let{url:e,file:{size_bytes:r}}=this.link;if(this.tag!==""&&this.done===r)return;let s=this.done>0?{Range:`bytes=${this.done}-`,"If-Range":this.tag}:{};await this.http.request(e,{headers:s},St,async(n,a)=>{n.status===200&&(await t.restart(),[this.done,this.hash,this.digest]=[0,yi(),""]),this.tag=n.headers.get("ETag")??"";let d=n.body?.getReader();for(;;){let p=d&&(await this.http.network(d.read())).value;if(p===void 0)break;a(),await t.write(p),this.hash.update(p),this.done+=p.length,this.report(this.done,r)}}),this.done<r&&await this.http.network(Promise.reject(new Error("it ended before the file did")))}async compare(){let t=await this.http.digestAt(this.link.url,St);if(this.digest||=cs(this.hash.digest()),t!==this.digest)throw new Qt("The bytes that came are not those of the camera's file.",void 0,{remedy:Fc})}};var Dc=".rpc-camera.jsonl",Lc=/[\x00-\x1f/\\:]/g,Or=class i{root;disk;file;taken;saved=new Map;goesBefore="";placing=Promise.resolve();constructor(t,e,r){this.disk=t,this.root=e,this.file=t.path.join(e,Dc),this.taken=new Set([this.file,...r.map(s=>t.path.join(e,s))])}static async read(t,e,r=[]){await t.fs.mkdir(e,{recursive:!0});let s=new i(t,await t.fs.realpath(e),r),n=await xi(t.fs,s.file)?await t.fs.readFile(s.file,"utf8"):"";s.goesBefore=n===""||n.endsWith(`
`)?"":`
`;for(let a of n.split(`
`))try{let d=JSON.parse(a);s.saved.set(ms(d.camera,d.path),d)}catch{}return s}async add(t,e,r,s){let{path:n,size_bytes:a,modified_at:d=null}=e,p=this.nameOf(r),f={camera:t,path:n,size_bytes:a,modified_at:d,name:p,sha256:Vn(s)};this.saved.set(ms(t,n),f);let $=`${this.goesBefore}${JSON.stringify(f)}
`;this.goesBefore="";try{await this.disk.fs.appendFile(this.file,$)}catch{this.goesBefore=`
`}}nameOf(t){return this.disk.path.relative(this.root,t).replaceAll("\\","/")}sha256(t,{path:e}){return this.saved.get(ms(t,e))?.sha256}async find(t,e){let r=this.saved.get(ms(t,e.path));if(r?.size_bytes!==e.size_bytes||r.modified_at!==(e.modified_at??null))return;let s=this.disk.path.join(this.root,r.name);return await this.digestAt(s,e)===r.sha256?s:void 0}async placeOf(t,e,r,s){let n=await this.find(t,e);if(n!==void 0)return{place:n,isTheFile:!0};let a=await this.numbered(r),d;for(let f=0;;f+=1){let $=a(f);if(!await xi(this.disk.fs,$))break;let w=this.taken.has($)?void 0:await this.digestAt($,e);if(d??=w&&await s(),d!==void 0&&w===Vn(d))return await this.add(t,e,$,d),{place:$,isTheFile:!0}}let p=this.placing.then(()=>this.reserve(a));return this.placing=p.catch(()=>{}),{place:await p,isTheFile:!1}}release(t){this.taken.delete(t)}async reserve(t){for(let e=0;;e+=1){let r=t(e);if(!this.taken.has(r)&&!await xi(this.disk.fs,r))return this.taken.add(r),r}}async numbered(t){let{fs:e,path:r}=this.disk,s=r.join(this.root,...t.map(Jn)),{dir:n,name:a,ext:d}=r.parse(s);await e.mkdir(n,{recursive:!0});let p=r.relative(this.root,await e.realpath(n));if(p.split(r.sep)[0]===".."||r.isAbsolute(p))throw new Error(`${n} leads out of ${this.root}.`);return f=>f===0?s:r.join(n,`${a}-${f}${d}`)}async digestAt(t,{size_bytes:e}){let{fs:r,openAsBlob:s}=this.disk,n=await r.stat(t).catch(()=>{});return n?.isFile()&&n.size===e?Vn(await us(await s(t))):void 0}};function Jn(i){let t=i.replace(Lc,"_");return/^[. ]*$/.test(t)?"_":t}function ms(i,t){return`${i}
${t}`}function Vn(i){return[...atob(i)].map(t=>t.charCodeAt(0).toString(16).padStart(2,"0")).join("")}var Nc=[z,L,te,Xt,Jt,Zt,rt,it],Xn=class extends Error{name="FolderIncomplete";failures;copy;constructor(t,e){let r=[...t].slice(0,5).map(([n,{message:a}])=>`${n}: ${a}`),s=t.size>r.length?`; and ${t.size-r.length} more`:"";super(`${t.size} of the camera's files did not come: ${r.join("; ")}${s}`),this.failures=t,this.copy=e}};async function Ko(i,t,e){let r=await Or.read(i.disk,e),s={saved:[],skipped:[]},n=new Map,a=t.reduce((p,{size_bytes:f})=>p+f,0),d=0;for(let[p,f]of t.entries()){try{let $=await i.sign(f.path),w=Ic(i,f.path),{place:k,isTheFile:_}=await r.placeOf(i.camera,f,w,()=>i.http.digestAt($.url,St));if(_)s.skipped.push(k);else{let R=ri=>i.report(d+ri,a),U=new st(i.http,()=>i.sign(f.path),$,R);s.saved.push(await _r(i.disk,$,U,k,!1)),await r.add(i.camera,f,k,U.digest)}}catch($){if(i.http.signal?.throwIfAborted(),$ instanceof de)throw $;if(n.set(f.path,$),Nc.some(w=>$ instanceof w)){t.slice(p).forEach(({path:w})=>n.set(w,$));break}}d+=f.size_bytes,i.report(d,a),i.report(p+1,t.length,"files")}if(n.size>0)throw new Xn(n,s);return s}function Ic({folder:i,flatten:t},e){let r=i.endsWith("/")?i:`${i}/`,s=(e.startsWith(r)?e.slice(r.length):e).split("/");return t?s.slice(-1):s}var hs="manifest.json",rr=class i{here=new Map;missing=new Map;static key(t,e=""){return`${t}
${e}`}async write({fs:t,path:e},r,s){let n=s.cameras.map(f=>({...f,files:(f.files??[]).map($=>this.described(f.camera,$))})),a=JSON.stringify({...s,collected:this.missing.size===0,cameras:n},void 0,2),d=e.join(r,`.${hs}.part`),p=await t.open(d,"w");try{await p.writeFile(`${a}
`),await p.sync()}finally{await p.close()}await t.rename(d,e.join(r,hs))}described(t,e){let r=i.key(t,e.path),s=this.here.get(r);return s!==void 0?{...e,collected_as:s.name,sha256:s.sha256}:{...e,missing:this.missing.get(r)?.reason??"It has not come yet."}}};var $i=class{free;waiting=[];constructor(t){this.free=t}async run(t){this.free>0?this.free-=1:await new Promise(e=>this.waiting.push(e));try{return await t()}finally{let e=this.waiting.shift();e===void 0?this.free+=1:e()}}};var qc=16,Uc=4,Zn=5,Gc=3,jc=[Xt,Jt,Zt,ci],zc=[hi,z,L,te],Hc=[rt,it],Wc=["ENOSPC","EDQUOT","EROFS"],ea=class extends Error{name="GroupIncomplete";copy;constructor(t){let{groupId:e,missing:r}=t,s=r.length>Zn?`; and ${r.length-Zn} more`:"";super(`Of the group ${e}, ${r.length} are missing: ${r.slice(0,Zn).map(Kc).join("; ")}${s}`),this.copy=t}};async function Vo(i,t,e){let r=i.disk.path.join(e,Jn(t.group_id));return new ta(i,t,await Or.read(i.disk,r,[hs])).save()}var ta=class{work;manifest;record;copy;collected=new rr;atOnce=new $i(qc);atOnceOf=new Map;endedOf=new Map;ended;totalBytes;totalFiles;doneBytes=0;doneFiles=0;constructor(t,e,r){this.work=t,this.manifest=e,this.record=r,this.copy={groupId:e.group_id,folder:r.root,saved:[],skipped:[],missing:[]};let s=e.cameras.flatMap(({files:n=[]})=>n);this.totalBytes=s.reduce((n,{size_bytes:a})=>n+a,0),this.totalFiles=s.length}async save(){let{cameras:t}=this.manifest;for(let r of t){let{camera:s,host:n,files:a,error:d}=r;if(a===void 0){let p=`${Vc(r)}${d?.message??"It has no picture."}`,f={camera:s,reason:p,remedy:d?.remedy??""};this.collected.missing.set(rr.key(s),{...f,...n===void 0?{}:{host:n}})}}await this.write();let e=await Promise.allSettled(t.map(r=>this.saveAllOf(r)));await this.write();for(let r of e)if(r.status==="rejected")throw r.reason;if(this.copy.missing.push(...this.collected.missing.values()),this.copy.missing.length>0)throw new ea(this.copy);return this.copy}async write(){try{await this.collected.write(this.work.disk,this.record.root,this.manifest)}catch(t){if(this.collected.missing.size===0)throw t}}async saveAllOf(t){let e=this.atOnceOf.get(t.host)??new $i(Uc);this.atOnceOf.set(t.host,e);let r;for(let s of t.files??[]){let n=await e.run(()=>this.atOnce.run(()=>this.saveOrNote(t,s,r)));r=Qn(n,jc)?n:r}}async saveOrNote(t,e,r){let s=0,n=d=>{this.doneBytes+=d-s,s=d,this.work.report(this.doneBytes,this.totalBytes)},a;try{await this.saveOne(t,e,r??this.ended??this.endedOf.get(t.host),n)}catch(d){if(this.work.http.signal?.throwIfAborted(),d instanceof de)throw d;a=d,this.noteEnd(t.host,a),this.collected.missing.set(rr.key(t.camera,e.path),Bc(t,e,a))}return n(e.size_bytes),this.doneFiles+=1,this.work.report(this.doneFiles,this.totalFiles,"files"),a}async saveOne(t,e,r,s){let{camera:n}=t,{disk:a,http:d,names:p}=this.work,f=await this.record.find(n,e);if(f===void 0&&r!==void 0)throw r;if(f===void 0){let $=async()=>d.digestAt((await this.sign(n,e)).url,St),{place:w,isTheFile:k}=await this.record.placeOf(n,e,p.name(t,e),$);if(k)f=w;else{try{let _=await this.sign(n,e),R=new st(d,()=>this.sign(n,e),_,s);this.copy.saved.push(await _r(a,_,R,w,!1)),await this.record.add(n,e,w,R.digest)}finally{this.record.release(w)}this.note(n,e,w);return}}this.copy.skipped.push(f),this.note(n,e,f)}note(t,e,r){let s={name:this.record.nameOf(r),sha256:this.record.sha256(t,e)??""};this.collected.here.set(rr.key(t,e.path),s)}async sign(t,e){let r=await this.linkOf(e.path,t);if(!Yc(e,r.file))throw new Error(`Another file has its name on the card now: ${Yo(r.file)}; the group's was ${Yo(e)}.`);return r}async linkOf(t,e){for(let r=1;;r+=1)try{return await this.work.sign(t,e)}catch(s){if(r===Gc||!(s instanceof L)||!s.isSafeToRepeat)throw s}}noteEnd(t,e){Qn(e,zc)?this.endedOf.set(t,e):(Qn(e,Hc)||Jo(e))&&(this.ended=e)}};function Bc({camera:i,host:t},{path:e},r){let s=r instanceof E?r.remedy:"",n=Jo(r)?"Free room where the group goes, or choose another folder.":s;return{camera:i,...t===void 0?{}:{host:t},path:e,reason:r.message,remedy:n,error:r}}function Kc({camera:i,host:t,path:e,reason:r,remedy:s}){let n=t===void 0?"":` on ${t}`;return`${e??"the picture"} of ${i}${n}: ${r} ${s}`.trimEnd()}function Yc(i,t){let e=i.modified_at!==void 0&&t.modified_at!==void 0;return i.size_bytes===t.size_bytes&&(!e||i.modified_at===t.modified_at)}function Yo({size_bytes:i,modified_at:t}){return`${i} bytes${t===void 0?"":` of ${t}`}`}function Qn(i,t){return t.some(e=>i instanceof e)}function Jo(i){return Wc.includes(i.code??"")}function Vc({released_ms:i,may_have_released:t}){return i!==void 0?"It released, and its picture did not come (it may be on the card). ":t===!0?"It may have released (its picture may be on the card). ":""}var Mr=class{method;params;onResult;progress;answer;resolve;reject;id;constructor(t,e,r,s){this.method=t,this.params=e,this.onResult=r,this.progress=s,this.answer=new Promise((n,a)=>{this.resolve=n,this.reject=a})}get isSafeToRepeat(){return this.id===void 0||(kt.get(this.method)?.isSafe??!1)}},fs=class{pending=new Map;get methods(){return[...this.pending.values()].map(({method:t})=>t)}add(t,e){e.id=t,this.pending.set(t,e)}remove(t){return this.pending.delete(t.id)}settle({id:t,error:e,result:r}){let s=this.pending.get(t);if(s!==void 0){if(this.remove(s),e!==void 0){s.reject(ls(e));return}try{s.onResult?.(r)}finally{s.resolve(r)}}}report(t){this.pending.get(t.request_id)?.progress?.put(t)}fail(t){this.pending.forEach(e=>e.reject(ki(t,e))),this.pending.clear()}};function ki(i,{method:t,isSafeToRepeat:e}){return i instanceof L?i.whileCalling(t,e):i}function Xo(i){return{method:"events_missed",params:{reason:"log_ended",message:"The service was restarted: events at the end of its last run may be missing.",after_seq:i}}}function Zo(i,t){return{method:"events_missed",params:{reason:"log_full",message:"The connection was away for too long: the service has forgotten events of that time.",after_seq:i,...t===null?{}:{before_seq:t}}}}function Rr(){return{method:"events_missed",params:{reason:"reader_too_slow",message:"Events were dropped because they were not read in time."}}}var gs=class{inbox;ask;isRunning=!1;isDue=!1;constructor(t,e){this.inbox=t,this.ask=e,t.onDropped=()=>this.noteDrop()}async run(){if(this.isDue=!0,!this.isRunning){this.isRunning=!0;try{for(;this.isDue;)this.isDue=!1,await this.fetch()}finally{this.isRunning=!1}this.inbox.release()}}noteDrop(){this.isDue=!0,this.isRunning||this.runAfterDrop()}async runAfterDrop(){try{await this.run()}catch(t){t instanceof E&&(this.inbox.publish(Rr()),this.inbox.release())}}async fetch(){let{positions:t}=this.inbox,{since:e}=t;for(;e!==void 0;){let r=await this.ask("get_events",{since:e,log_id:t.logId});r.log_id!==t.logId?(t.beginLog(r.log_id),this.inbox.publish(Xo(e))):r.gap&&this.inbox.publish(Zo(e,r.oldest_seq)),this.passOn(r.events);let s=r.more?r.events.at(-1)?.seq??r.last_seq:r.last_seq;t.catchUp(s),e=r.more?s:void 0}}passOn(t){let e=new Set(this.inbox.positions.names);for(let{event:r,params:s}of t)e.has(r)&&this.inbox.deliver(r,s)}};var Re=class{callback;most;report;onDrop;hasDropped=!1;waiting=[];isRunning=!1;running=Promise.resolve();constructor(t,e,r,s){this.callback=t,this.most=e,this.report=r,this.onDrop=s}put(t){this.waiting.push(t),this.waiting.length>this.most&&(this.waiting.shift(),this.hasDropped||(this.hasDropped=!0,this.onDrop?.())),this.isRunning||(this.running=this.run())}async finish(){for(;this.isRunning;)await this.running}stop(){this.waiting.length=0}async run(){for(this.isRunning=!0;this.waiting.length>0;){let t=this.waiting.shift();try{await this.callback(t)}catch(e){this.report("A handler failed.",e)}}this.isRunning=this.hasDropped=!1}};var vs="progress",bs=class{inbox;selected;isSelectionRestored=!0;constructor(t){this.inbox=t}noting(t,e){let{events:r=[]}=e;switch(t){case"select_camera":return({camera:s})=>{this.selected=s.id,this.isSelectionRestored=!0};case"subscribe":return({last_seq:s,log_id:n})=>{this.inbox.wantsProgress||=r.includes(vs),this.inbox.positions.subscribe(Qo(r),s,n)};case"unsubscribe":return()=>{this.inbox.wantsProgress&&=!r.includes(vs),this.inbox.positions.unsubscribe(r)};default:return}}async expecting(t,e){let{positions:r}=this.inbox,{events:s}=t.params,n=t.method==="subscribe"?Qo(s):[];r.expect(n);try{return await e()}finally{r.forgetUnanswered(n)}}async restoreSelection({method:t,params:e},r){let{camera:s,cameras:n}=e;!this.isSelectionRestored&&s==null&&n==null&&kt.get(t)?.takesCamera===!0&&await r("select_camera",{camera:this.selected})}get lacksSelection(){return!this.isSelectionRestored}async restore(t,e){if(this.selected!==void 0){this.isSelectionRestored=!1;try{await t("select_camera",{camera:this.selected})}catch(s){if(!(s instanceof E))throw s}}let r=[...this.inbox.positions.names,...this.inbox.wantsProgress?[vs]:[]];r.length>0&&await e("subscribe",{events:r})}};function Qo(i=[]){return i.filter(t=>t!==vs)}var Jc=/(?:server response|status code): (\d{3})$/;async function el(i,t){let{url:e,connectS:r}=i,s=Xc(i);s.binaryType="arraybuffer";let n=[];try{await new Promise((a,d)=>{let p=()=>d(t.reason);t.addEventListener("abort",p),n.push(()=>t.removeEventListener("abort",p)),n.push(ce(r,()=>d(ra(e,`nothing came within ${r} s`)))),s.once?.("unexpected-response",(f,{statusCode:$,headers:w})=>{let k=String(w?.["retry-after"]??"");d(new tt(e,$,/^\d+$/.test(k)?Number(k):void 0))}),s.onopen=()=>a(),s.onerror=f=>d(ra(e,String(f?.message??""))),s.onclose=()=>d(ra(e,""))})}catch(a){throw s.onopen=s.onclose=null,s.onerror=()=>{},s.close(),a}finally{n.forEach(a=>a())}return s}function Xc({url:i,WebSocket:t,headers:e}){let r=t??globalThis.WebSocket;if(r===void 0)throw new Error("There is no global WebSocket here: `npm install ws`, and pass its WebSocket in the options.");if(Object.keys(e).length===0)return new r(i);try{return new r(i,{headers:e})}catch(s){throw new TypeError("The WebSocket of this platform, as that of browsers, sends no headers of yours.",{cause:s})}}function ra(i,t){let e=Jc.exec(t)?.[1];if(e!==void 0)return new tt(i,Number(e));let r=t===""?"":` (${t})`;return new z(`No answer from ${i}: see that \`rpc-camera serve\` runs there${r}.`)}var tl=1,rl=1006,Zc=3,ys=class i{socket;user;keepaliveS;lastNews=performance.now();isOver=!1;isAsking=!1;cancelTimer=()=>{};constructor(t,e,r){this.socket=t,this.user=e,this.keepaliveS=r,t.onmessage=({data:s})=>{this.lastNews=performance.now(),this.isAsking&&(this.cancelTimer(),this.watch()),e.receive(s)},t.onclose=({code:s,reason:n})=>this.end(new L(Number(s),String(n))),t.onerror=()=>{},this.watch()}static async open(t,e,r){return new i(await el(t,r),e,t.keepaliveS)}get isOpen(){return!this.isOver&&this.socket.readyState===tl}send(t){this.isOpen&&this.socket.send(t)}close(){this.end(new L(rl,"")),this.socket.close()}end(t){if(this.isOver)return;this.isOver=!0,this.cancelTimer(),this.socket.onmessage=null;let e=ce(Zc,()=>this.socket.terminate?.());this.socket.onclose=e,this.socket.readyState>tl+1&&e(),this.user.lost(t)}watch(){let t=(performance.now()-this.lastNews)/1e3;if(this.isAsking=t>=this.keepaliveS,!this.isAsking){this.cancelTimer=ce(this.keepaliveS-t,()=>this.watch());return}let e=this.user.probe(),r=s=>this.cancelTimer=ce(e/2,s);r(()=>r(()=>this.giveUp()))}giveUp(){let t=Math.round((performance.now()-this.lastNews)/100)/10;this.end(new L(rl,`nothing came for ${t} s`)),(this.socket.terminate??this.socket.close).call(this.socket)}};var ws=class{link;calls;nextId=1;constructor(t){this.calls=t}send(t){let e=this.nextId++,r=Kn(e,t.method,t.params),{link:s}=this;if(s===void 0||!s.isOpen)throw ki(new L(1006,""),t);this.calls.add(e,t),t.progress!==void 0&&this.tell("subscribe",{events:["progress"]}),s.send(r)}tell(t,e){this.link?.send(Kn(this.nextId++,t,e))}giveUp(t,e){t.reject(e),t.id!==void 0&&this.calls.remove(t)&&this.tell("cancel_request",{request_id:t.id})}};var Qc=60,il=60,xs=class{target;inbox;closeHandlers=new Set;connectionHandlers=new Set;token;backoff;deadlinesS;requests;known;catchUp;closing=new AbortController;isReady=!1;waiting=[];ended;constructor(t,e,r,s,n){this.target=t,this.inbox=e,this.token=r,this.backoff=s,this.deadlinesS=n,this.requests=new ws(e.calls),this.known=new bs(e),this.catchUp=new gs(e,(a,d)=>this.ask(a,d))}get isConnected(){return this.isReady}close(){this.end(new de,void 0),this.inbox.stopHandlers(),this.requests.link?.close()}async call(t,e,{signal:r,onProgress:s,deadlineS:n}){r?.throwIfAborted();let a=s&&new Re(s,100,this.inbox.report),d=new Mr(t,e,this.known.noting(t,e),a),p=er(n??this.deadlinesS[t]??Go(t,e),"A deadline"),f=()=>this.requests.giveUp(d,r?.reason);r?.addEventListener("abort",f);let $=ce(p,()=>this.requests.giveUp(d,new te(t,p,d.isSafeToRepeat))),w=!1;try{this.dispatch(d,()=>w).catch(_=>d.reject(ki(_,d)));let k=await d.answer;return await a?.finish(),k}finally{w=!0,$(),r?.removeEventListener("abort",f),a?.stop()}}async dispatch(t,e){for(;!this.isReady&&this.ended===void 0;)await new Promise(r=>this.waiting.push(r));if(this.ended!==void 0)throw this.ended;this.known.lacksSelection&&await this.known.restoreSelection(t,(r,s)=>this.ask(r,s)),e()||await this.request(t)}ask(t,e){return this.request(new Mr(t,e,this.known.noting(t,e)))}request(t){return this.known.expecting(t,()=>(this.requests.send(t),t.answer))}async open(){let t=await ys.open(this.target,this,this.closing.signal);this.requests.link=t;let{url:e,connectS:r}=this.target,s=`${e} lets in, but has not answered within ${r} s.`,n,a=ce(r,()=>{n=new z(s),t.close()});try{if(await this.restore(),!t.isOpen)throw new L(1006,"")}catch(d){throw t.close(),n??d}finally{a()}this.isReady=!0,this.wake(),this.connectionHandlers.forEach(d=>d.put(!0))}async restore(){this.inbox.hold();let t=(e,r)=>this.ask(e,r);this.token!==void 0&&await t("authenticate",{token:this.token}),await this.known.restore(t,(e,r)=>this.request(new Mr(e,r))),await this.catchUp.run()}receive(t){this.inbox.receive(t)}probe(){let{methods:t}=this.inbox.calls;return t.length<il&&this.requests.tell("get_server_info",{}),t.length>=il||t.some(r=>kt.get(r)?.tag==="files")?Qc:this.target.keepaliveS/2}lost(t){let e=this.isReady;this.isReady=!1,this.inbox.dropHeld(),this.inbox.calls.fail(this.ended??t),e&&this.ended===void 0&&(this.connectionHandlers.forEach(r=>r.put(!1)),this.openAgain(t))}async openAgain(t){let e=tr(this.backoff||{}),r=t,s=0;for(;this.backoff!==!1&&!Bo(r)&&this.ended===void 0;){await Pr(Math.max(e(),s),this.closing.signal);try{this.closing.signal.throwIfAborted(),await this.open();return}catch(n){r=n,s=Cr(n)}}this.end(r,r)}end(t,e){this.ended===void 0&&(this.ended=t,this.isReady=!1,this.closing.abort(t),this.inbox.calls.fail(t),this.inbox.feed.end(e),this.wake(),this.closeHandlers.forEach(r=>r.put(t)))}wake(){this.waiting.splice(0).forEach(t=>t())}};var al="{label}-{original}",ol=["label","camera","host","original","stem","ext"],sl=`It takes ${ol.map(i=>`{${i}}`).join(", ")}, and folders, with /.`,nl=/\{(\w+)\}|[{}]/g,$s=class{parts;addsType;constructor(t){if(this.parts=t.split("/"),this.parts.some(e=>/^[. ]*$/.test(e)))throw new RangeError(`"${t.slice(0,80)}" is no name within a folder. ${sl}`);for(let[e,r=""]of t.matchAll(nl))if(!ol.includes(r))throw new RangeError(`"${t.slice(0,80)}" is no template: ${e} cannot stand in it. ${sl}`);this.addsType=!/\{(original|ext)\}/.test(this.parts.at(-1))}name({camera:t,label:e,host:r="host"},{filename:s}){let n=s.lastIndexOf("."),[a,d]=n<0?[s,""]:[s.slice(0,n),s.slice(n+1)],p={camera:t,label:e||t,host:r,original:s,stem:a,ext:d},f=this.parts.map($=>$.replace(nl,(w,k)=>p[k]));return this.addsType&&d!==""&&f.push(`${f.pop()}.${d}`),f}};var ep=5,tp=300,rp=1e5;async function ll(i,t,e){let r=await us(t),s={"Content-Type":"application/octet-stream","Repr-Digest":`sha-256=:${r}:`},n=tr();for(let a=1;;a+=1)try{let{url:d}=await e.put(),p=async f=>await i.network(f.json());return await i.request(d,{method:"PUT",headers:s,body:t},tp+t.size/rp,p)}catch(d){if(d instanceof mi&&a>1){let{url:p,file:f}=await e.get();if(await i.digestAt(p,St)===r){let{path:$,filename:w,mime_type:k,size_bytes:_}=f;return{path:$,filename:w,mime_type:k,size_bytes:_}}}if(a===ep||!ps(d))throw d;await Pr(Math.max(n(),Cr(d)),i.signal)}}var ks=class{core;options;http;constructor(t,e){this.core=t,this.options=e,this.http=new ds(t.target,e.signal)}save(t,e,r){return this.reporting(t,"reading",async s=>{let n=await this.sign(t);return _r(await wi(),n,new st(this.http,()=>this.sign(t),n,s),e,r)})}blob(t){return this.reporting(t,"reading",async e=>{let r=await this.sign(t),s=[];return await new st(this.http,()=>this.sign(t),r,e).into({write:n=>{s.push(n)},restart:()=>{s=[]}}),new Blob(s,{type:r.file.mime_type})})}folder(t,e,r){return this.reporting(t,"reading",async s=>{let{id:n}=await this.call("get_camera",{}),{files:a}=await this.call("list_files",{folder:t,recursive:!0,camera:n}),d=p=>this.call("get_file_url",{path:p,camera:n});return Ko({disk:await wi(),http:this.http,sign:d,report:s,camera:n,folder:t,flatten:r},a,e)})}async group(t,e,r){let s=new $s(r),n=typeof t=="string"?await this.call("get_group",{group_id:t}):t;return this.reporting(n.group_id,"reading",async a=>{let d=(p,f)=>this.call("get_file_url",{path:p,camera:f});return Vo({disk:await wi(),http:this.http,sign:d,report:a,names:s},n,e)})}async upload(t,e,r){let s=typeof t=="string"?await wi():void 0,n=r??(typeof t=="string"?s?.path.basename(t):t.name);if(!n||n.includes("/"))throw new TypeError(`"${n??""}" is no name for a file: it has a slash, or is empty.`);let a=typeof t=="string"?await s?.openAsBlob(t):t,d=`${e.replace(/\/+$/,"")}/${n}`;return this.reporting(d,"writing",async p=>{let f=await ll(this.http,a,{put:()=>this.call("get_upload_url",{path:d}),get:()=>this.sign(d)});return p(f.size_bytes,f.size_bytes),f})}sign(t){return this.call("get_file_url",{path:t})}call(t,e){let{camera:r,signal:s,deadlineS:n}=this.options,a=r===void 0?{}:{camera:r},d={};return s!==void 0&&(d.signal=s),n!==void 0&&(d.deadlineS=n),this.core.call(t,{...a,...e},d)}async reporting(t,e,r){let{onProgress:s}=this.options,n=s&&new Re(s,100,this.core.inbox.report);try{let a=await r((d,p,f="bytes")=>n?.put({request_id:t,stage:e,done:d,total:p,unit:f}));return await n?.finish(),a}finally{n?.stop()}}};var sa=1e4,Ss=class{kept=[];first=0;unread=0;streams=new Set;ended=!1;failure;append(t){this.kept.push(t),this.kept.length>sa&&this.drop(),this.wake()}end(t){this.ended=!0,this.failure=t,this.wake()}stream(){let t=new ia(this,this.unread);return this.streams.add(t),t}read(t){if(t<this.first)return{event:Rr(),next:this.first};let e=this.kept[t-this.first];if(e!==void 0)return{event:e,next:t+1};if(this.failure!==void 0)throw this.failure;return this.ended?"end":"wait"}noteRead(t){this.unread=Math.max(this.unread,t);let e=Math.min(this.unread,...[...this.streams].map(r=>r.index));for(;this.first<e;)this.drop()}remove(t){this.streams.delete(t),this.noteRead(this.unread)}drop(){this.kept.shift(),this.first+=1}wake(){this.streams.forEach(t=>t.wake())}},ia=class{index;feed;wakes=[];done=!1;constructor(t,e){this.feed=t,this.index=e}[Symbol.asyncIterator](){return this}async next(){for(;!this.done;){let t=this.feed.read(this.index);if(t==="end")break;if(t!=="wait")return this.index=t.next,this.feed.noteRead(this.index),{value:t.event,done:!1};await new Promise(e=>this.wakes.push(e))}return{value:void 0,done:!0}}async return(){return this.done=!0,this.feed.remove(this),this.wake(),{value:void 0,done:!0}}wake(){this.wakes.splice(0).forEach(t=>t())}};var Es=class{logId;reached=new Map;get names(){return this.answered().map(([t])=>t)}get since(){let t=this.answered().map(([,e])=>e);return t.length===0?void 0:Math.min(...t)}expect(t){for(let e of t)this.reached.set(e,this.reached.get(e))}subscribe(t,e,r){this.logId=r;for(let s of t)this.reached.set(s,this.reached.get(s)??e)}unsubscribe(t){for(let e of t)this.reached.delete(e)}forgetUnanswered(t){for(let e of t)this.reached.get(e)===void 0&&this.reached.delete(e)}accept(t,e){let r=this.reached.get(t);return r!==void 0&&e<=r?!1:(this.reached.has(t)&&(this.reached.set(t,e),this.catchUp(e)),!0)}catchUp(t){this.answered().forEach(([e,r])=>this.reached.set(e,Math.max(r,t)))}beginLog(t){this.logId=t,this.answered().forEach(([e])=>this.reached.set(e,0))}answered(){return[...this.reached].filter(t=>t[1]!==void 0)}};var na="preview_frame",ip="events_missed",sp=2,_s=class{calls=new fs;feed=new Ss;positions=new Es;report;wantsProgress=!1;onDropped=()=>{};handlers=new Map;held;constructor(t){this.report=t}receive(t){try{let e=Ho(t);e.method===void 0?this.calls.settle(e):this.notify(String(e.method),gi(e.params))}catch(e){this.report("Ignored a message that makes no sense.",e)}}hold(){this.held??=[]}release(){let t=this.held??[];this.held=void 0,t.forEach(({name:e,params:r})=>this.deliver(e,r))}dropHeld(){this.held=void 0}deliver(t,e){let{seq:r}=e;(typeof r!="number"||this.positions.accept(t,r))&&this.publish({method:t,params:e})}publish(t){t.method!==na&&this.feed.append(t),this.handlers.get(t.method)?.forEach(e=>e.put(t.params))}addHandler(t,e){let r=t===na||t===ip?void 0:()=>this.publish(Rr()),s=new Re(e,t===na?sp:sa,this.report,r),n=this.handlers.get(t)??new Set;return this.handlers.set(t,n.add(s)),()=>{n.delete(s),s.stop()}}stopHandlers(){this.handlers.forEach(t=>t.forEach(e=>e.stop()))}notify(t,e){t==="progress"?(this.calls.report(e),this.wantsProgress&&this.publish({method:t,params:e})):t==="events_dropped"?(this.hold(),this.onDropped()):this.held!==void 0&&"seq"in e?this.held.push({name:t,params:e}):this.deliver(t,e)}};var np=2;async function*dl(i,{camera:t,maxFps:e}){let r=new aa,s=[i.on("preview_frame",a=>r.put(a)),i.onClose(a=>r.end(a))],n={binary:!0};t!==void 0&&(n.camera=t),e!==void 0&&(n.max_fps=e);try{for(n.camera=r.camera=(await i.startPreview(n)).camera;;){let a=await r.get();a===void 0?await ap(i,n):yield{jpeg:vi(a),camera:a.camera,sequence:a.sequence,at:a.at}}}catch(a){if(!(a instanceof de))throw a}finally{s.forEach(a=>a()),i.isConnected&&n.camera!==void 0&&await i.stopPreview({camera:n.camera}).catch(()=>{})}}async function ap(i,t){try{await i.startPreview(t)}catch(e){if(e instanceof E?!e.retryable:!(e instanceof L))throw e}}var aa=class{camera;frame;ended;wake=()=>{};put(t){(this.camera===void 0||this.camera===t.camera)&&(this.frame=t,this.wake())}end(t){this.ended=t,this.wake()}async get(){if(this.frame===void 0&&this.ended===void 0&&await new Promise(e=>{let r=ce(np,e);this.wake=()=>{r(),e()}}),this.ended!==void 0)throw this.ended;let{frame:t}=this;return this.frame=void 0,t}};var op=5,lp=20,ir=class i extends os{core;options;constructor(t,e){super(),this.core=t,this.options=e}static async connect(t,e={}){let{token:r,headers:s={},reconnect:n={},WebSocket:a,deadlinesS:d={}}=e,p=er(e.keepaliveS??op,"keepaliveS"),f=er(e.connectS??lp,"connectS");Object.entries(d).forEach(([_,R])=>er(R,`The deadline of ${_}`));let $={url:t,WebSocket:a,headers:s,keepaliveS:p,connectS:f},w=new _s(e.report??((_,R)=>console.error(_,R))),k=new xs($,w,r,n,d);try{await k.open()}catch(_){throw k.close(),_}return new i(k,{})}close(){this.core.close()}get isConnected(){return this.core.isConnected}withProgress(t){return new i(this.core,{...this.options,onProgress:t})}withDeadline(t){return new i(this.core,{...this.options,deadlineS:er(t,"A deadline")})}async call(t,e,r={}){return this.core.call(t,e,{...this.options,...r})}download(t,e,r={}){return this.files(r).save(t,e,r.overwrite??!1)}downloadBlob(t,e={}){return this.files(e).blob(t)}downloadFolder(t,e,r={}){return this.files(r).folder(t,e,r.flatten??!1)}downloadGroup(t,e,r={}){return this.files(r).group(t,e,r.name??al)}upload(t,e,r={}){return this.files(r).upload(t,e,r.name)}liveView(t={}){return dl(this,t)}events(){return this.core.inbox.feed.stream()}on(t,e){return this.core.inbox.addHandler(t,e)}onEventsMissed(t){return this.core.inbox.addHandler("events_missed",t)}onConnection(t){let{connectionHandlers:e,inbox:r}=this.core,s=new Re(t,100,r.report);return e.add(s),()=>{e.delete(s)}}onClose(t){let{closeHandlers:e,inbox:r}=this.core,s=new Re(t,1,r.report);return e.add(s),()=>{e.delete(s)}}files(t){return new ks(this.core,{...this.options,...t})}};function dp(i){return(Math.ceil(i*10)/10).toFixed(1)}var l={name:"rpc-camera",views:{camera:"Camera",pictures:"Pictures",series:"Series",explorer:"Explorer",log:"Log"},navigation:"Views",notices:"Notices",keys:{title:"Keys",show:"Show the keys",close:"Close"},close:"Close",cancel:"Cancel",dismiss:"Dismiss",copy:"Copy",copied:"Copied",signIn:{title:"Sign in",lead:"The service showed a token at its start, or was given one as API_TOKEN. `rpc-camera token` makes further ones. On its machine, `rpc-camera page` prints an address that needs none.",token:"Token",go:"Connect",out:"Sign out",ended:"The service does not know this token any more: it was started again with another one.",checking:"Connecting\u2026",empty:"Type the token.",tooLong:"This is longer than any token."},grant:{scopes:{view:"view only",operate:"no deleting",admin:"everything"},token:(i,t)=>`Token ${i}: ${t}`,cameras:i=>`; cameras: ${i.join(", ")}`,forbidden:(i,t)=>`The token ${i} is not good for this: ${t}.`,signedIn:(i,t)=>`Signed in with the token ${i}: ${t}.`},connection:{lost:"The connection is lost. Trying again\u2026",back:"Connected again."},cameras:{pick:"Camera",all:"All cameras",none:"No camera yet",noneLead:"Connect a camera by USB and switch it on: it appears here by itself.",noneVirtual:"To try without one, start the service with",states:{connecting:"Connecting",ready:"Ready",busy:"Taking a picture",lost:"Not answering",failed:"Not usable"},away:{connecting:"The camera is being opened.",lost:"The camera is not answering.",failed:"The camera cannot be used."},unknown:"Not connected",shutterOpen:"The shutter is open.",awayLead:"It is tried again until it is back: see that it is on, awake and connected.",gone:i=>`${i} is not connected.`,goneLead:"Connect it, and switch it on: it is back here by itself.",arrived:i=>`${i} is connected.`,state:(i,t)=>`${i}: ${t}.`,battery:i=>`Battery ${i} %`,space:(i,t)=>t===void 0?`${i} free`:`${i} free, room for ${t} pictures`},label:{title:"Name and place",label:"Name",hint:"Such as left: a name for the camera wherever one is named, and {label} in the names of saved pictures.",place:"Place in the rig, such as row 3, left",show:"Show it",showing:"Showing\u2026",save:"Save"},camera:{live:{title:"Live view",off:"Live view is off.",none:"This camera has no live view.",starting:"Starting live view\u2026",paused:"Live view waits.",retry:"Try again"},tools:{title:"Picture",live:"Live view",grid:"Grid",histogram:"Histogram",peaking:"Focus peaking",magnifier:"Magnifier",full:"Full screen"},fps:i=>`${i.toFixed(1)} fps`,skipped:i=>`${i} skipped`,skippedTitle:"Frames that came faster than this page could draw or the network bring",kinds:{title:"What the shutter does",picture:"Picture",bulb:"Bulb"},shutter:{take:"Take a picture",open:"Open the shutter",hold:i=>`Expose for ${i} s`,close:i=>`Close the shutter \xB7 ${i}`,closeAny:"Close the shutter",cancel:"Cancel",taking:i=>i===void 0?"Taking a picture\u2026":`Taking a picture: ${i}\u2026`,exposing:(i,t)=>`${i.toFixed(0)} of ${t.toFixed(0)} s`,waits:"Taking a picture."},bulb:{label:"Exposure in seconds",title:"The shutter closes after so many seconds; left empty, when you close it, after 10 minutes at most",byHand:"by hand",wrong:"More than 0, and at most 3,600 seconds."},trigger:{label:"Trigger",title:"Fires without waiting for the picture"},timer:{label:"Self-timer",off:"Off"},firesIn:i=>`Fires in ${i} s`,newPicture:(i,t)=>`New picture of ${t}: ${i}`,openPicture:i=>`Open ${i}`,magnified:"4\xD7, drag or use the arrow keys to move",magnifierEnd:"End the magnifier",focus:{title:"Focus",autofocus:"Autofocus",focusing:"Focusing\u2026",focused:"In focus",unknown:"Focused; the camera does not say whether it is sharp.",near:"Near",far:"Far",nearer:["Nearer, a small step","Nearer, a middle step","Nearer, a large step"],farther:["Farther, a small step","Farther, a middle step","Farther, a large step"],movedNearer:["Moved nearer, a small step","Moved nearer, a middle step","Moved nearer, a large step"],movedFarther:["Moved farther, a small step","Moved farther, a middle step","Moved farther, a large step"]},keys:{fire:"Take a picture, or close the shutter",cancel:"End the magnifier; cancel the self-timer or the exposure",live:"Live view on or off",grid:"Grid",histogram:"Histogram",peaking:"Focus peaking",magnifier:"Magnifier",full:"Full screen",autofocus:"Autofocus",nearer:"Focus a small step nearer",farther:"Focus a small step farther"}},wall:{fire:i=>i===1?"Fire 1 camera":`Fire ${i} cameras`,firing:"Firing\u2026",none:"No camera takes part. Tick one.",takesPart:i=>`${i} takes part`,closeOne:i=>`Close the shutter of ${i}`,fireOne:i=>`Take a picture with ${i} alone`,live:"Live view",partial:"Fire the others if one cannot",within:(i,t)=>`fired within ${i.toFixed(1)} ms${t===0?"":` \xB1 ${dp(t)} ms`}`,complete:(i,t)=>`All ${i} pictures are there${t===void 0?"":`, ${t}`}.`,uneven:(i,t,e)=>`All ${t} pictures are there${e===void 0?"":`, ${e}`}, but ${i} ${i===1?"has":"have"} fewer files than most.`,incomplete:(i,t,e,r)=>e===0?`${i} of ${t} cameras have no picture${r===void 0?"":`; the others ${r}`}.`:`${i} of ${t} cameras have no picture, though ${e} of them released${r===void 0?"":`; what released was ${r}`}.`,released:"It released, and its picture did not come (it may be on the card).",mayHaveReleased:"It may have released (its picture may be on the card).",fewer:(i,t)=>`${i} ${i===1?"file":"files"}, where most have ${t}.`,fewerRemedy:"Set it to the same quality as the others: see whether it writes RAW as well.",wrongs:"What is missing",refused:"Not ready",onHost:i=>`on ${i}`,andOthers:i=>`and ${i} ${i===1?"other":"others"}`,others:i=>i===1?"The other camera has all its files.":`The other ${i} cameras have all their files.`,download:i=>i===1?"Download the file":`Download all ${i} files`,groupName:i=>`Group ${i}`,filesNotSaved:i=>`These files did not come: ${i}`,filesNotSavedRemedy:i=>`Try again, or fetch what is missing with \`${i}\`.`,collect:"or, verified and into one folder:",collectWhat:"the command that fetches them",closeReport:"Close the report",search:"Search",searchWhat:"Search by name, place, host or model",searchKey:"Search the cameras",state:"State",states:{"":"All cameras",ready:"Ready",away:"Not ready",unnamed:"Without a name",wrong:"Wrong in the last shot"},grouping:"Group",groupings:{none:"Ungrouped",host:"By host",place:"By place"},noHost:"No host",noPlace:"No place",sectionTakesPart:i=>`All of ${i} take part`,sectionCount:(i,t)=>`${i} ${i===1?"camera":"cameras"}${t===0?"":`, ${t} not ready`}`,shown:(i,t)=>i===t?`${t} cameras`:`${i} of ${t} shown`,tickAll:"Tick all",tickNone:"Tick none",tickWhat:"Of the cameras that are shown",noneShown:"No camera is like that.",hostsAway:i=>i.length===1?`The host ${i[0]} does not answer: its cameras are missing here.`:`${i.length} hosts do not answer, and their cameras are missing here: ${i.join(", ")}.`,show:i=>`Have ${i} show itself`,showing:i=>`${i} is showing itself.`,walk:{open:"Name them",openWhat:"Walk along the cameras that are shown, and give each its name and place",title:"Name the cameras",position:(i,t)=>`${i} of ${t}`,label:"Name",place:"Place in the rig, such as row 3, 1",back:"Back",skip:"Skip",next:"Save and next",last:"Save and finish",done:i=>i===1?"1 camera was named.":`${i} cameras were named.`},keys:{fire:"Fire the group",cancel:"Cancel the self-timer"}},settings:{title:"Settings",loading:"Reading the settings\u2026",shutterOpen:"The shutter is open: the settings are read when it is closed.",search:"Search all settings",found:i=>i===1?"1 setting":`${i} settings`,notInMode:i=>`Not in mode ${i}: there the camera decides it.`,readonly:"The camera does not let this be changed now.",goTo:i=>`Go to ${i}; up and down change it`,nothing:"(none)",auto:"Auto",now:"Now",nowLong:"Set the clock to this computer's time",lower:i=>`${i}: previous`,higher:i=>`${i}: next`,quick:{mode:"Mode",shutter_s:"Shutter",aperture:"Aperture",iso:"ISO",exposure_compensation:"Compensation",white_balance:"White balance",drive:"Drive",quality:"Quality"},sections:{actions:"Actions",settings:"Body",status:"Status",imgsettings:"Picture",capturesettings:"Capture",other:"By PTP code"}},pictures:{noCamera:"No camera, no pictures",listing:"Reading the card\u2026",later:"The card is read as soon as the camera answers.",listed:i=>`${i.toLocaleString()} files so far`,empty:"No pictures yet",emptyLead:"Take one: it appears here by itself.",again:"Try again",count:i=>`${i.toLocaleString()} ${i===1?"picture":"pictures"}`,grid:"Pictures, the newest first",noDay:"No date",noThumbnail:"No preview",arrived:i=>`New picture: ${i}.`,select:"Select",selectAll:"Select all",all:"All",selectNone:"Select none",selected:i=>`${i.toLocaleString()} selected`,toggle:i=>`Select ${i}`,actions:"What to do with the selected pictures",keys:{move:"Go to another picture",open:"Open the picture, close it",delete:"Delete what is selected",select:"Select the picture",none:"Select none",zoom:"In the large view: 100 %, or all of it",info:"In the large view: EXIF"},previous:"Newer",next:"Older",position:(i,t)=>`${i.toLocaleString()} of ${t.toLocaleString()}`,whole:"100 %",info:"EXIF",allTags:"All tags",noExif:"This picture has no EXIF.",loading:"The picture is on its way",loaded:(i,t)=>`${i} of ${t}`,cannotShow:i=>`This browser cannot show ${i} files: this is the camera's preview of it.`,onlyPreview:i=>`There is no 100 % of ${i} files here: only the camera's preview can be shown.`,showOther:i=>`Show the ${i}`,noVideo:"Films are not played here: download it to see it.",facts:{exposure:"Exposure",compensation:"Exposure compensation",focalLength:"Focal length",inFilm:(i,t)=>`${i} mm (as ${t} mm on full frame)`,lens:"Lens",camera:"Camera",taken:"Taken, by the camera's clock",pixels:"Pixels",size:"Size",place:"Place",path:"On the card"},compareTitle:"Two pictures",downloadOne:i=>`Download ${i}`,download:"Download",upload:"Upload",uploadWhat:"Put files of this computer on the camera's card",noUpload:"This camera takes no files from a computer.",noFolder:"The card has no folder for pictures yet: take one picture, then upload.",notUploadable:i=>`${i} is neither a picture nor a film: it was not put on the card.`,which:{label:"What to download",both:"RAW and JPEG",jpeg:"JPEG only",all:"All files",others:"All but RAW",raw:"RAW only"},drop:"Drop the files here to put them on the camera's card.",transfers:"Downloads and uploads",giveUp:i=>`Cancel ${i}`,zip:i=>`${i.toLocaleString()} files as ZIP`,transferStates:{download:{waiting:"Waiting",running:"Beginning\u2026",done:"Saved",failed:"Not saved",browser:"Goes on in the browser's downloads"},upload:{waiting:"Waiting",running:"On its way to the camera",done:"On the camera",failed:"Not stored",browser:""}},compare:"Compare",compareTwo:"Select exactly two pictures to compare them.",remove:"Delete",confirm:{title:i=>`Delete ${i===1?"this picture":`${i.toLocaleString()} pictures`}?`,one:i=>`${i} is deleted from the camera's card.`,many:i=>`${i.toLocaleString()} files are deleted from the camera's card.`,raw:i=>`The RAW goes too: ${i}.`,raws:i=>`Among them ${i.toLocaleString()} RAW ${i===1?"file":"files"}.`,forever:"This cannot be undone.",working:(i,t)=>`Deleting: ${i.toLocaleString()} of ${t.toLocaleString()}`,stop:"Stop",done:(i,t)=>`${i.toLocaleString()} ${i===1?"picture":"pictures"} deleted${t>i?` (${t.toLocaleString()} files)`:""}.`,failed:i=>`${i.toLocaleString()} ${i===1?"file was":"files were"} not deleted:`}},series:{title:"Series",loading:"Asking the service\u2026",unnamed:"Series",newSeries:"New series",kind:"Kind",kinds:{interval:"Interval",bracket:"Exposure bracketing",focus:"Focus steps"},kindsShort:{interval:"Interval",bracket:"Bracketing",focus:"Focus steps"},camera:"Camera",cameras:"Cameras",each:"Each camera has a series of its own; they start together.",together:"To fire all cameras at one instant, use the wall.",busy:"Has a series under way.",notConnected:"Not connected.",cannot:{bulb:"Has no bulb exposures.",drive_focus:"Its lens cannot be driven from here."},pickCamera:"Pick a camera.",frames:"Pictures",endless:"Until stopped",interval:"Interval",intervalHint:{interval:"From the start of one picture to the start of the next. 0: as fast as the camera goes.",bracket:"From the start of one bracket to the start of the next. 0: as fast as the camera goes.",focus:"From the start of one picture to the start of the next. 0: as fast as the camera goes."},unit:"Unit",units:{s:"seconds",min:"minutes"},bulb:"Bulb exposure, seconds",bulbHint:"Holds the shutter open for so long. Left empty: the shutter time that the camera is set to.",brackets:"Brackets",bracketsHint:"How often the whole bracket is taken.",varied:"By",variedBy:{shutter_s:"Shutter time",exposure_compensation:"Compensation"},shots:"Pictures in a bracket",stepEv:"Step",pictures:"Pictures",steps:"Steps before each picture",stepsHint:"In steps of the lens's own motor. How wide they are depends on the lens: try it in live view.",direction:"Direction",directions:{nearer:"Nearer",farther:"Farther"},focusHint:"The lens is driven before each picture, the first one too, and stays where it is in the end. Set the lens to one end of the subject first.",name:"Name",nameHint:"Optional; shown here and in the log.",resume:"Go on after a restart of the service",resumeHint:"On the same schedule, as soon as the camera is there; pictures whose time has passed are missed. Otherwise a restart ends it.",start:"Start",startCount:i=>`Start on ${i} cameras`,starting:"Starting\u2026",started:i=>`The series of ${i} has begun.`,noConnection:"Not now: the connection is lost.",takes:(i,t)=>`Takes ${i}, until about ${t}.`,film:i=>`At 25 pictures a second, that is ${i} of film.`,filmEndless:i=>`One second of film at 25 pictures a second takes ${i}.`,wrong:{whole:i=>`Give a whole number from 1 to ${i.toLocaleString("en")}.`,interval:"Give a number from 0 to a day (86,400 s).",bulb:"Give more than 0, and at most 3,600 seconds.",bulbTooLong:"This is longer than the interval: pictures would be missed."},bracket:{title:"What will be set",asking:"Asking the camera\u2026",ev:i=>`${i>0?"+":i<0?"\u2212":"\xB1"}${Math.abs(Number(i.toFixed(1)))} EV`,fewer:i=>`The camera has only ${i} of these values.`,nearest:"Or the nearest values that the camera has.",none:{shutter_s:"This camera has no shutter time to set now.",exposure_compensation:"This camera has no exposure compensation to set now."},readonly:{shutter_s:"The shutter time cannot be changed now.",exposure_compensation:"The exposure compensation cannot be changed now."},noNumber:i=>`The camera is set to ${i}: set it to a value in the middle of the bracket first.`,changed:"The camera was set to another exposure meanwhile: see what will be set now, and start again.",oneValue:"The camera has no second value in this direction: set it to one in the middle of the bracket.",inManual:"In manual mode with a fixed ISO, most cameras only show the compensation, and the pictures are alike."},running:"Under way",noneRunning:"No series is under way.",over:"Finished",noneOver:"Series that are finished are listed here.",showAll:i=>`Show all ${i}`,states:{running:"Running",waiting:"Waiting for the camera",stopping:"Stopping",completed:"Completed",stopped:"Stopped",failed:"Failed",interrupted:"Interrupted"},described:{every:i=>`every ${i}`,fast:"as fast as the camera goes",bulb:i=>`bulb ${i} s`,bracket:i=>`bracket of ${i}`,steps:i=>`${i} steps`,focus:i=>`focus ${i>0?"+":"\u2212"}${Math.abs(i)}`,resumes:"goes on after a restart"},taken:"Taken",progress:(i,t)=>`${i} of ${t}`,next:"Next picture",nextNow:"now",nextFree:"as soon as the camera is free",nextBack:"when the camera is back",nextNone:"none",left:"Ends",leftOpen:"when stopped",missed:"Missed",missedBrackets:"Brackets missed",failed:"Failed",failedBrackets:"Brackets failed",drift:"Late, last / most",noDrift:"\u2013",ms:i=>i<10?`${Math.round(i*1e3)} ms`:`${i.toFixed(1)} s`,failures:i=>i===1?"The picture that failed":`The last ${i} pictures that failed`,picture:i=>`Picture ${i+1}`,bracketFailures:i=>i===1?"The bracket that failed":`The last ${i} brackets that failed`,bracketNumber:i=>`Bracket ${i+1}`,away:"The series goes on by itself when it is back; pictures whose time passes meanwhile are missed.",stop:"Stop",stopping:"Stopping after this picture\u2026",stopNow:"Do not wait for the camera",stopAsk:i=>`Stop ${i}?`,stopLeft:i=>i===void 0?"A picture in work is finished.":`${i} pictures are left. A picture in work is finished.`,keepOn:"Keep going",ended:(i,t,e)=>`${i}: ${t}, ${e} ${e===1?"picture":"pictures"} taken.`,counts:(i,t,e,r,s)=>{let n=a=>s>1?` ${a===1?"bracket":"brackets"}`:"";return[t===null?`${i*s} taken`:`${i*s} of ${t*s} taken`,...e>0?[`${e}${n(e)} missed`]:[],...r>0?[`${r}${n(r)} failed`]:[]].join(", ")},notRestored:i=>`Settings that could not be put back: ${i}.`,interrupted:"The service ended in the middle of it.",unreadable:i=>`The service cannot read the files of some series, and leaves them alone: ${i}.`,tethering:"Tethering",tetheringLead:"New pictures are saved on the server's disk, checked, whoever takes them.",noSaveDir:"The service saves no pictures: they stay on the cameras. To have each new picture saved on the server, start the service with",saveDir:"Saved in",noCameras:"No camera yet.",on:"On",off:"Off",tether:i=>`Save the pictures of ${i}`,tetherStarting:"Looking at what is on the card\u2026",tetherStopping:"Ending\u2026",saved:i=>`${i} saved`,pending:i=>`${i} waiting`,savingNow:i=>`saving ${i}`,deletes:"deletes from the card",files:(i,t)=>t===0?i:`${i} and ${t} more`,trouble:i=>i===1?"Tried once so far; tried again by itself.":`Tried ${i} times; tried again by itself.`,options:"Names and deletion",template:"Name of a file",templateHint:"{camera}, {label}, {place}, {counter:05}, {original}, {stem}, {ext}, the picture's time as %Y %m %d %H %M %S; / makes folders.",deleteAfter:"Delete from the camera once it is saved",deleteAfterHint:"Only after the file was read back from the disk and compared. Protected pictures stay.",apply:"Apply",applied:"Set.",serversOwn:"Use the service's own",optionsOff:"They count from when tethering is on.",lastSaved:"Last saved",noneSaved:"Files appear here as they are saved.",saveFailed:{save:(i,t)=>`${i} is not saved: ${t}`,delete:(i,t)=>`${i} is saved, and stays on the camera: ${t}`}},explorer:{title:"Explorer",list:"Methods and notifications",search:"Search",searchKey:"Search the methods",nothingFound:"No method has these words.",notifications:"notifications",back:"All methods",pick:"Pick a method",lead:(i,t)=>`${i} methods and ${t} kinds of notification, as the service itself describes them. What is tried here runs on a connection of its own, which closes when you leave.`,documents:"The whole contract, to read or to make a client of:",loading:"Asking the service what it can do\u2026",unknown:i=>`The service has no method or notification ${i}.`,changes:"Changes something",changesWhy:"This method may change something on the camera or in the service. A lost answer does not mean that nothing was done.",safe:"Safe to repeat",safeWhy:"This method changes nothing on the camera: a lost answer can be asked for again.",params:"Params",noParams:"It takes no params.",required:"required",result:"Result",errors:"Errors",retryable:"can succeed when repeated",examples:"Examples",exampleResult:"The result of the example",exampleError:"An error, as an example",tryIt:"Try it",fill:"Fill in an example",asForm:"Form",asJson:"As JSON",how:"How the params are given",leftOut:"left out",selectedCamera:"left out: the selected camera, or the only one",goneCamera:i=>`${i} (not connected)`,chosenFile:(i,t)=>`${i}, ${t}`,type:"Type",any:"any",send:"Send",sendKey:"Send (Ctrl+Enter)",sending:"Waiting for the answer\u2026",lost:"The connection is lost; sending works again by itself when it is back.",request:"Request",requestNote:"The client adds jsonrpc and the id.",answer:"Answer",took:i=>`after ${i}`,cancelled:"The call was cancelled.",picture:"The picture in the answer",bytes:i=>`${i} came beside the JSON, as a binary message.`,shortened:"Long texts are shortened here; Copy takes all.",base64:(i,t)=>`${i}\u2026 (${t} as base64)`,cut:(i,t)=>`${i}\u2026 (${t} characters)`,cutWhole:i=>`\u2026 (${i} more characters; Copy takes all)`,confirm:"Delete this?",confirmLead:i=>`What ${i} deletes cannot be brought back.`,confirmGo:"Delete",code:"The same call as code",codeMissing:i=>`Not filled in yet, and needed: ${i}. Without, the call is refused.`,codeNote:"The token comes from the environment variable TOKEN; it is not in the code.",hiddenToken:"TOKEN",codeShortened:"Long texts of the params are shortened in this code, and the token is left out.",language:"Language",missing:"This is needed.",badNumber:"This is no number.",badInteger:"This is no whole number.",badJson:i=>`This is no JSON: ${i}`,wrongType:i=>`This has to be: ${i}.`,notAnObject:"The params are one JSON object.",atLeast:i=>`at least ${i}`,atMost:i=>`at most ${i}`,moreThan:i=>`more than ${i}`,lessThan:i=>`less than ${i}`,characters:(i,t)=>`${i} ${t===1?"character":"characters"}`,items:(i,t)=>`${i} ${t===1?"item":"items"}`,matching:i=>`matching ${i}`,byDefault:i=>`${i} if left out`,broken:i=>`This has to be ${i}.`,schema:"What it has",example:"An example",subscribe:"Subscribe",unsubscribe:"Unsubscribe",subscribed:"Subscribed: what comes is shown here.",notSubscribed:"Not subscribed.",notSubscribable:"It comes without a subscription, with the method that its description names.",received:"Received last",noneReceived:"None has come yet.",skipped:i=>`${i} in all`},log:{events:"Events",list:"The events, the newest first",search:"Search",searchKey:"Search the events",pause:"Pause",pauseKey:"Hold back new events, or go on (p)",kind:"Kind",allKinds:"All kinds",camera:"Camera",allCameras:"All cameras",fresh:i=>i===1?"1 new event":`${i} new events`,older:i=>`Show ${i} older`,bounded:i=>`The newest ${i} are kept here.`,none:"Nothing has happened yet.",noneFound:"No event is like that.",loading:"Reading the log\u2026",restarted:"The service was restarted here: events at the end of its last run may be missing.",forgotten:i=>`Events are missing here${i===void 0?"":` before number ${i}`}: the service's log had no room for them.`,raw:i=>`Event ${i}`,about:i=>`What ${i} says`,unnamed:"no name, no place",frames:(i,t)=>t===void 0?`${i} frames taken`:`${i} of ${t} frames taken`,missing:i=>i===void 0?"events are missing":`${i} ${i===1?"event is":"events are"} missing`,server:"The service",connection:"Connection",connectionStates:{"signed-out":"signed out",connecting:"connecting",connected:"connected",lost:"lost; it is tried again"},started:"Started",cameras:"Cameras",limits:"Limits",copyReport:"Copy for a bug report",copyReportLead:"Versions, cameras and the last events, as text. The token is not in it; serial numbers and file names are."},remedies:{unauthorized:"Type the token that the service showed at its start.",rate_limited:"Wait a few seconds, then try again with the right token.",too_large:"Download it instead.",camera_not_found:"Check the cable, and that the camera is switched on.",camera_busy:"Wait until the camera is done, then try again.",camera_lost:"Check the cable, the battery and that the camera is switched on, then try again.",camera_timeout:"The shutter may have been released all the same: look at the pictures before you try again.",not_supported:"This camera cannot do that.",camera_error:"The camera's own words are above: put that right on the camera, then try again.",driver_crashed:"Try again when the camera is ready; look at the pictures first.",label_taken:"Choose another name, or first take this one from the camera that has it.",no_bulb_exposure:"The shutter is closed; the picture, if there is one, is among the pictures.",config_not_found:"Settings come and go with the camera's mode.",config_not_applied:"See whether the camera's mode or another setting forbids it.",file_not_found:"It was deleted, or the card was changed.",storage_full:"Delete pictures, or put another card into the camera.",file_unavailable:"See whether it is protected, or still being written.",file_exists:"Delete the one on the camera first, or give this one another name.",cancelled:"Try again; look at the pictures first."},failures:{connectionLost:"The connection to the service is lost.",connectionLostRemedy:"The page connects again by itself. See that the service runs.",timedOutRemedy:"See what the camera is at, and try again."}};function P(i){return i instanceof E?{message:i.message,remedy:cp(i),name:i.errorName}:i instanceof L||i instanceof z||i instanceof de?{message:l.failures.connectionLost,remedy:l.failures.connectionLostRemedy}:i instanceof te?{message:i.message,remedy:l.failures.timedOutRemedy}:{message:i instanceof Error?i.message:String(i)}}function Ar({name:i,message:t,remedy:e}){return{message:t,remedy:cl(i,e,fi[i]?.REMEDY),name:i}}function cp(i){let{REMEDY:t}=i.constructor;return cl(i.errorName,i.remedy,t)}function cl(i,t,e){let r=l.remedies;return t===e&&r[i]||t}function G(i){return i instanceof DOMException&&i.name==="AbortError"}var pp=4,up={good:5e3,plain:6e3,bad:15e3},oa=class{constructor(){this.shown=new S([]);this.spoken=new S("");this.lastId=0}tell(t,e="plain"){this.add({message:t,kind:e})}fail(t){G(t)||this.add({...P(t),kind:"bad"})}say(t){this.spoken.value=t}dismiss(t){this.shown.value=this.shown.value.filter(e=>e.id!==t)}add(t){let e=++this.lastId,r=this.shown.value.filter(({message:s})=>s!==t.message);this.shown.value=[...r,{...t,id:e}].slice(-pp),setTimeout(()=>this.dismiss(e),up[t.kind])}},M=new oa;var pl=g`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol,
  figure {
    margin: 0;
  }
  ul,
  ol {
    padding: 0;
    list-style: none;
  }
  h1 {
    font-size: 1.35rem;
    line-height: 1.2;
  }
  h2 {
    font-size: 1.05rem;
    line-height: 1.3;
  }
  h3 {
    font-size: 0.95rem;
  }
  a {
    color: var(--accent);
  }
  code,
  pre,
  .mono {
    font-family: var(--mono);
    font-size: 0.9em;
  }
  .muted {
    color: var(--muted);
  }
  .row {
    display: flex;
    align-items: center;
    gap: var(--gap);
    flex-wrap: wrap;
  }
  .spread {
    justify-content: space-between;
  }
  .grow {
    flex: 1 1 auto;
    min-width: 0;
  }
  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 16px;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 36px;
    padding: 0 14px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--text);
    font: inherit;
    font-weight: 550;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover:not(:disabled, [aria-disabled="true"]),
  .button:hover {
    border-color: var(--text);
  }
  button.primary {
    background: var(--accent-ground);
    border-color: var(--accent-ground);
    color: var(--on-accent);
  }
  button.danger {
    border-color: var(--bad);
    color: var(--bad);
  }
  button.quiet {
    background: none;
    border-color: transparent;
  }
  button.icon {
    width: 36px;
    padding: 0;
  }
  button[aria-pressed="true"] {
    background: var(--text);
    border-color: var(--text);
    color: var(--ground);
  }
  button:disabled,
  button[aria-disabled="true"] {
    opacity: 0.5;
    cursor: not-allowed;
  }
  label,
  .label {
    font-size: 0.82rem;
    font-weight: 550;
    color: var(--muted);
  }
  input,
  select,
  textarea {
    min-height: 36px;
    max-width: 100%;
    padding: 4px 10px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
  }
  input[type="checkbox"],
  input[type="radio"] {
    min-height: 0;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--accent-ground);
  }
  input[type="range"] {
    padding: 0;
    accent-color: var(--accent-ground);
  }
  input:disabled,
  select:disabled,
  textarea:disabled {
    color: var(--muted);
    background: var(--sunken);
    cursor: not-allowed;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    padding: 6px 10px;
    text-align: left;
    border-bottom: 1px solid var(--line);
    vertical-align: top;
  }
  th {
    font-size: 0.82rem;
    color: var(--muted);
  }
  dialog {
    max-width: min(40rem, calc(100vw - 32px));
    padding: 20px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
    color: var(--text);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.55);
  }
  @media (pointer: coarse) {
    button,
    .button,
    input:not([type="checkbox"], [type="radio"], [type="range"]),
    select {
      min-height: var(--tap);
    }
    button.icon {
      width: var(--tap);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      transition-duration: 0.01ms !important;
    }
  }
`;var m=class extends wt{static{this.styles=pl}watch(...t){new as(this,...t)}};var la=["camera","pictures","series","explorer","log"],Ge="all";function K(i,t){return`#/${i}${t===void 0?"":`/${encodeURIComponent(t)}`}`}function ul(i){let[t,e]=i.replace(/^#\/?/,"").split("/");return{view:la.find(s=>s===t)??"camera",rest:e?da(e):void 0}}function da(i){try{return decodeURIComponent(i)}catch{return i}}var je=new S(ul(location.hash));addEventListener("hashchange",()=>je.value=ul(location.hash));function Et(i,t){let e=new Map;for(let r of i){let s=t(r),n=e.get(s);n===void 0?e.set(s,[r]):n.push(r)}return e}var ml=["view","operate","admin"],A=new S(void 0);function pe(i){let{value:t}=A;return t===void 0||ml.indexOf(t.scope)>=ml.indexOf(i)?void 0:l.grant.forbidden(t.name,l.grant.scopes[t.scope])}function N(i){return pe(i)===void 0}var sr="rpc-camera token",mp=/^#ticket=(.+)$/,hp=1009,fp=2e3,ca=class{constructor(){this.state=new S({kind:"connecting"});this.session=new S(void 0);this.url=new URL("rpc",location.href.replace(/#.*/,"")).href.replace(/^http/,"ws")}async start(){addEventListener("hashchange",()=>{let r=hl();r!==void 0&&this.redeem(r)});let t=hl();if(t!==void 0){await this.redeem(t);return}let e=sessionStorage.getItem(sr);e===null?this.state.value={kind:"signed-out"}:await this.signIn(e)}async signIn(t){for(this.state.value={kind:"connecting"};;)try{await this.use(await ir.connect(this.url,{token:t,report:()=>{}})),sessionStorage.setItem(sr,t);return}catch(e){if(e instanceof E){this.refuse(e);return}if(e instanceof L&&e.code===hp){this.signOut({message:l.signIn.tooLong});return}await this.waitForService()}}another(){let t=sessionStorage.getItem(sr);return ir.connect(this.url,{...t===null?{}:{token:t},report:()=>{}})}isToken(t){return t===sessionStorage.getItem(sr)}signOut(t){sessionStorage.removeItem(sr);let e=this.session.value;this.session.value=void 0,this.state.value={kind:"signed-out",...t===void 0?{}:{failure:t}},e?.close()}async redeem(t){let e=sessionStorage.getItem(sr),r=this.session.value!==void 0;for(;;)try{let s=await ir.connect(this.url,{report:()=>{}}),{token:n}=await s.redeemTicket({ticket:t}).finally(()=>s.close());if(!r||n!==e){let a=this.session.value;this.session.value=void 0,a?.close(),await this.signIn(n)}return}catch(s){if(!(s instanceof E)&&!r){await this.waitForService();continue}e===null?this.refuse(s):r||await this.signIn(e);return}}async waitForService(){this.state.value={kind:"lost"},await new Promise(t=>setTimeout(t,fp))}refuse(t){let e=P(t),r=e.name==="unauthorized"&&sessionStorage.getItem(sr)!==null,s=e.name==="unauthorized"?{message:e.message}:e;this.signOut(r?{message:l.signIn.ended}:s)}async use(t){try{A.value=(await t.getServerInfo()).grant}catch(e){throw t.close(),e}t.onConnection(e=>{e?this.resume(t):this.session.value===t&&(this.state.value={kind:"lost"})}),t.onClose(e=>{this.session.value===t&&this.refuse(e)}),this.session.value=t,this.state.value={kind:"connected"}}async resume(t){let e=await t.getServerInfo().catch(()=>{});this.session.value===t&&t.isConnected&&(A.value=e?.grant??A.value,this.state.value={kind:"connected"})}};function hl(){let i=mp.exec(location.hash)?.[1];return i!==void 0&&history.replaceState(null,"",location.pathname+location.search),i===void 0?void 0:da(i)}var y=new ca;function O(){let i=y.session.value;if(i===void 0)throw new Error(l.failures.connectionLost);return i}var gp=1500,vp=200,bp=4,pa=class{constructor(){this.list=new S(void 0);this.hosts=new S([]);this.details=new S(new Map);this.timers=new Map;this.marks=new Map;this.isStale=!1;this.list.subscribe(()=>this.marks=yp(this.list.value??[])),y.session.subscribe(()=>this.follow(y.session.value)),y.state.subscribe(()=>{y.state.value.kind==="connected"&&this.refresh()})}find(t){return this.list.value?.find(e=>e.id===t)}nameOf(t){let[e,r]=[this.modelOf(t),this.markOf(t)];return r===void 0?e:`${e} \xB7 ${r}`}modelOf(t){let e=this.find(t);return e===void 0?t:e.label??fl(e.name)}allNamesOf(t){let e=this.find(t),r=e?.label===void 0?void 0:fl(e.name);return[this.nameOf(t),e?.place,r].filter(Boolean).join(" \xB7 ")}markOf(t){return this.marks.get(t)}show(t){t!==this.shown&&(this.shown=t,t!==void 0&&this.ask(t,0))}askAll(){this.list.value?.forEach(({id:t})=>this.ask(t,0))}refresh(){return this.isStale=!0,this.asking??=this.askUntilFresh().finally(()=>this.asking=void 0)}async askUntilFresh(){try{for(;this.isStale;){this.isStale=!1;let t=await y.session.value?.listCameras();t!==void 0&&(this.hosts.value=t.hosts??[],this.list.value=t.cameras,this.askShown(0)),await new Promise(e=>setTimeout(e,vp))}}catch{}}follow(t){if(t===void 0){this.list.value=void 0,this.hosts.value=[],this.details.value=new Map;return}t.on("camera_added",({camera:e})=>this.arrived(e)),t.on("camera_removed",({camera:e})=>this.left(e)),t.on("camera_state_changed",()=>{this.refresh()}),t.on("host_state_changed",()=>{this.refresh()}),t.on("camera_labelled",()=>{this.refresh()});for(let e of["file_added","file_deleted"])t.on(e,({camera:r})=>{r===this.shown&&this.askShown(gp)});t.onEventsMissed(()=>{this.refresh()}),t.getServerInfo().then(({events:e})=>t.subscribe({events:e})).catch(e=>M.fail(e)),this.refresh()}async arrived(t){await this.refresh(),M.tell(l.cameras.arrived(this.nameOf(t)))}async left(t){let e=this.nameOf(t);await this.refresh(),M.tell(l.cameras.gone(e))}askShown(t){this.find(this.shown)!==void 0&&this.ask(this.shown,t)}ask(t,e){clearTimeout(this.timers.get(t)),this.timers.set(t,setTimeout(()=>{this.fetchDetails(t)},e))}async fetchDetails(t){try{let e=await y.session.value?.getCamera({camera:t});e!==void 0&&(this.details.value=new Map(this.details.value).set(t,e))}catch{}}};function yp(i){let t=Et(i.filter(({label:e})=>e===void 0),({name:e})=>e);return new Map([...t.values()].filter(({length:e})=>e>1).flatMap(e=>{let r=wp(e.map(({serial_number:s})=>s??""));return e.map(({id:s,serial_number:n})=>[s,r!==void 0&&n&&n.length>=r?n.slice(-r):s])}))}function wp(i){let t=Math.max(...i.map(({length:e})=>e));for(let e=bp;e<=t;e+=1)if(new Set(i.map(r=>r.slice(-e))).size===i.length)return e}function fl(i){return i.replace(/^(\w+)(?:[ .,]+(?:Corporation|Corp|Inc|Ltd|Co)\b\.?)+\s+/i,"$1 ").replace(/^(\w+) \1 /i,"$1 ")}var v=new pa;var gl=(i,t,e)=>{let r=new Map;for(let s=t;s<=e;s++)r.set(i[s],s);return r},Y=qe(class extends fe{constructor(i){if(super(i),i.type!==le.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,t,e){let r;e===void 0?e=t:t!==void 0&&(r=t);let s=[],n=[],a=0;for(let d of i)s[a]=r?r(d,a):a,n[a]=e(d,a),a++;return{values:n,keys:s}}render(i,t,e){return this.dt(i,t,e).values}update(i,[t,e,r]){let s=Io(i),{values:n,keys:a}=this.dt(t,e,r);if(!Array.isArray(s))return this.ut=a,n;let d=this.ut??=[],p=[],f,$,w=0,k=s.length-1,_=0,R=n.length-1;for(;w<=k&&_<=R;)if(s[w]===null)w++;else if(s[k]===null)k--;else if(d[w]===a[_])p[_]=xt(s[w],n[_]),w++,_++;else if(d[k]===a[R])p[R]=xt(s[k],n[R]),k--,R--;else if(d[w]===a[R])p[R]=xt(s[w],n[R]),kr(i,p[R+1],s[w]),w++,R--;else if(d[k]===a[_])p[_]=xt(s[k],n[_]),kr(i,s[w],s[k]),k--,_++;else if(f===void 0&&(f=gl(a,_,R),$=gl(d,w,k)),f.has(d[w]))if(f.has(d[k])){let U=$.get(a[_]),ri=U!==void 0?s[U]:null;if(ri===null){let go=kr(i,s[w]);xt(go,n[_]),p[_]=go}else p[_]=xt(ri,n[_]),kr(i,s[w],ri),s[U]=null;_++}else ss(s[k]),k--;else ss(s[w]),w++;for(;_<=R;){let U=kr(i,p[R+1]);xt(U,n[_]),p[_++]=U}for(;w<=k;){let U=s[w++];U!==null&&ss(U)}return this.ut=a,Sr(i,p),j}});var vl=["B","kB","MB","GB","TB"];function I(i){let t=i,e=0;for(;t>=999.5&&e<vl.length-1;)t/=1e3,e+=1;return`${e===0||t>=100?Math.round(t):t.toFixed(1)} ${vl[e]}`}function Ae(i){let t=Math.max(0,Math.round(i)),[e,r,s]=[Math.floor(t/3600),Math.floor(t/60)%60,t%60],n=a=>String(a).padStart(2,"0");return e>0?`${e}:${n(r)}:${n(s)}`:`${r}:${n(s)}`}function Te(i){return new Date(i).toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",second:"2-digit"})}function Tr(i){return new Date(i).toLocaleString([],{dateStyle:"medium",timeStyle:"medium"})}function bl(i){return new Date(i).toLocaleDateString([],{dateStyle:"full"})}function Cs(i){return i>0&&i<.3?`1/${Math.round(1/i)} s`:`${Number(i.toFixed(1))} s`}function Fr(i){if(y.state.value.kind!=="connected")return l.connection.lost;let t=v.find(i);if(t===void 0)return l.cameras.gone(i);let{state:e,state_reason:r}=t;switch(e){case"ready":case"busy":return;case"failed":return r??l.cameras.away.failed;default:return l.cameras.away[e]}}function Ei(i){return Fr(i)??(v.find(i)?.shutter_open?l.cameras.shutterOpen:void 0)}function re(i){let t=v.find(i);return Ei(i)??(t?.state==="busy"?t.state_reason??`${l.cameras.states.busy}.`:void 0)}function ze(i){return i===l.connection.lost?void 0:i}function ge(i,t){return v.find(i)?.abilities.includes(t)??!1}var Ps=["mode","shutter_s","aperture","iso","exposure_compensation","white_balance","drive","quality"],xp=250,ua=class{constructor(t){this.widgets=new S(void 0);this.common=new S({});this.failure=new S(void 0);this.refused=new S(new Map);this.pending=new S(new Map);this.changed=new Set;this.camera=t}async load(){let{camera:t}=this;try{let[{widgets:e}]=await Promise.all([O().listConfig({camera:t}),this.loadCommon()]);this.widgets.value=new Map(e.map(r=>[r.name,r])),this.failure.value=void 0}catch(e){this.failure.value=P(e)}}async set(t,e){let r=this.pending.value.has(t);this.pending.value=new Map(this.pending.value).set(t,e),this.refuse(t,void 0),!r&&await this.setInTurn(t)}async setIso(t,e){let r;this.pending.value=new Map(this.pending.value).set(e,String(t));try{await O().setExposure({iso:t,camera:this.camera}),await this.loadCommon()}catch(s){r=P(s)}this.settle(e,r)}change(t,e){let r=this.widgets.value?.get(t);r!==void 0&&this.put({...r,value:e}),this.pending.value.has(t)||this.refuse(t,void 0),this.noteChange(t)}async setInTurn(t){let{camera:e}=this;for(;;){let r=this.pending.value.get(t),s;try{this.put(await O().setConfig({name:t,value:r,camera:e}))}catch(n){s=P(n)}if(Object.is(this.pending.value.get(t),r)){this.settle(t,s);return}}}settle(t,e){let r=new Map(this.pending.value);r.delete(t),this.pending.value=r,this.refuse(t,e),this.noteChange(t)}noteChange(t){this.changed.add(t),clearTimeout(this.timer),this.timer=setTimeout(()=>{this.follow()},xp)}async follow(){let{camera:t}=this;try{await this.loadCommon(),Ps.forEach(r=>this.changed.add(this.common.value[r]?.config??""));let e=[...this.changed].filter(r=>this.widgets.value?.has(r));this.changed.clear(),await Promise.all(e.map(async r=>this.put(await O().getConfig({name:r,camera:t}))))}catch(e){e instanceof pi&&await this.load()}}async loadCommon(){let{camera:t}=this,e=await Promise.all([O().getExposure({camera:t}),O().getCaptureSettings({camera:t})]);this.common.value=Object.assign({},...e.map(({settings:r})=>r))}put(t){this.widgets.value=new Map(this.widgets.value).set(t.name,t)}refuse(t,e){let r=new Map(this.refused.value);e===void 0?r.delete(t):r.set(t,e),this.refused.value=r}},ma=class{constructor(){this.known=new Map;this.answering=new Map;y.session.subscribe(()=>this.follow()),v.list.subscribe(()=>this.reload())}of(t){let e=this.known.get(t);return e===void 0&&(e=new ua(t),this.known.set(t,e),this.reload()),e}reload(){for(let[t,e]of this.known){let r=$p(v.find(t)),s=this.answering.get(t)??!1;this.answering.set(t,r),r&&!s&&e.load()}}follow(){this.known.clear(),this.answering.clear();let{value:t}=y.session;t?.on("config_changed",({camera:r,name:s,value:n})=>this.known.get(r)?.change(s,n));let e=()=>[...this.known.values()].forEach(r=>{r.load()});t?.onEventsMissed(e),t?.onConnection(r=>r&&e())}};function $p(i){return(i?.state==="ready"||i?.state==="busy")&&!i.shutter_open}var yl=new ma;function D(i=""){return i.split("`").map((t,e)=>e%2===0?t:o`<code>${t}</code>`)}var kp={camera:F`<path d="M3 8a2 2 0 0 1 2-2h2.5L9 4h6l1.5 2H19a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><circle cx="12" cy="12.5" r="3.5"/>`,pictures:F`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 16l5-5 4 4 3-3 6 5"/><circle cx="16" cy="9.5" r="1"/>`,series:F`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,explorer:F`<path d="M8 6l-6 6 6 6M16 6l6 6-6 6M14 4l-4 16"/>`,log:F`<path d="M4 6h16M4 12h16M4 18h10"/>`,tag:F`<path d="M3 4h8l10 10-7 7L3 11zM7.500 8.500h.01"/>`,close:F`<path d="M6 6l12 12M18 6L6 18"/>`,key:F`<rect x="2" y="6" width="20" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8"/>`,out:F`<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>`,warning:F`<path d="M12 4L2.5 20h19zM12 10v4M12 17h.01"/>`,battery:F`<rect x="2" y="8" width="17" height="8" rx="2"/><path d="M22 11v2"/>`,card:F`<path d="M6 3h8l4 4v14H6zM9 3v4M12 3v4"/>`,lens:F`<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4"/>`,download:F`<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>`,upload:F`<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>`,delete:F`<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>`,search:F`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5"/>`,zoom:F`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5M8 11h6M11 8v6"/>`,compare:F`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M12 5v14"/>`,play:F`<path d="M7 5l12 7-12 7z"/>`,stop:F`<rect x="6" y="6" width="12" height="12" rx="1"/>`,copy:F`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>`,grid:F`<rect x="3" y="4" width="18" height="16" rx="1"/><path d="M9 4v16M15 4v16M3 9.300h18M3 14.600h18"/>`,histogram:F`<path d="M3 20V4M3 20h18M7 20v-5M11 20V9M15 20v-8M19 20v-3"/>`,peaking:F`<path d="M3 18l6-11 4 7 3-5 5 9z"/>`,timer:F`<circle cx="12" cy="13" r="8"/><path d="M12 13V9M9 2h6"/>`,focus:F`<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4"/><circle cx="12" cy="12" r="2.5"/>`,settings:F`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,check:F`<path d="M4 12l5 5L20 6"/>`,previous:F`<path d="M15 5l-7 7 7 7"/>`,next:F`<path d="M9 5l7 7-7 7"/>`,full:F`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>`,eye:F`<path d="M2 12s3.500-6.500 10-6.500S22 12 22 12s-3.500 6.500-10 6.500S2 12 2 12z"/><circle cx="12" cy="12" r="2.800"/>`,info:F`<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.500h.01"/>`},Dr=class extends m{constructor(){super(...arguments);this.name="info"}render(){return o`<svg viewBox="0 0 24 24" aria-hidden="true">${kp[this.name]}</svg>`}};Dr.styles=[m.styles,g`
      :host {
        display: inline-flex;
        width: 20px;
        height: 20px;
        flex: none;
      }
      svg {
        width: 100%;
        height: 100%;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.8;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `],c([h()],Dr.prototype,"name",2),Dr=c([b("rc-icon")],Dr);var Lr=class extends m{render(){return o`<div role="alert">
      ${this.failure===void 0?u:o`<div class="box">
            <rc-icon name="warning"></rc-icon>
            <div>
              <p>${D(this.failure.message)}</p>
              ${this.failure.remedy?o`<p class="muted">${D(this.failure.remedy)}</p>`:u}
            </div>
          </div>`}
    </div>`}};Lr.styles=[m.styles,g`
      .box {
        display: flex;
        gap: 10px;
        padding: 10px 12px;
        border-left: 3px solid var(--bad);
        border-radius: 4px;
        background: var(--bad-ground);
        overflow-wrap: anywhere;
      }
      rc-icon {
        color: var(--bad);
      }
      p + p {
        margin-top: 4px;
      }
    `],c([h({attribute:!1})],Lr.prototype,"failure",2),Lr=c([b("rc-failure")],Lr);var ie=qe(class extends fe{constructor(i){if(super(i),i.type!==le.PROPERTY&&i.type!==le.ATTRIBUTE&&i.type!==le.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!No(i))throw Error("`live` bindings can only contain a single expression")}render(i){return i}update(i,[t]){if(t===j||t===u)return t;let e=i.element,r=i.name;if(i.type===le.PROPERTY){if(t===e[r])return j}else if(i.type===le.BOOLEAN_ATTRIBUTE){if(!!t===e.hasAttribute(r))return j}else if(i.type===le.ATTRIBUTE&&e.getAttribute(r)===t+"")return j;return Sr(i),t}});var Sp=["shutter_s","aperture","iso","exposure_compensation"],nt="auto",ue=class extends m{focus(){this.renderRoot.querySelector("select")?.focus()}render(){let{config:t}=this.common,e=this.why??this.fixed(),r=this.pending!==void 0,s=Sp.includes(this.name),n=l.settings.quick[this.name];return o`
      <label class="label" for="value" title=${t}>${n}</label>
      <div class="line ${s?"stepped":""} ${r?"busy":""}" aria-busy=${r}>
        ${s?this.step(-1,"previous",l.settings.lower(n),e):u}
        <select id="value" title=${e??u} ?disabled=${e!==void 0} aria-describedby="why" .value=${ie(this.value)} @change=${this.pick}>
          ${this.choices().map(a=>o`<option value=${a} ?selected=${a===this.value}>${_p(a)}</option>`)}
        </select>
        ${s?this.step(1,"next",l.settings.higher(n),e):u}
      </div>
      <p id="why" class="why muted">${this.why===void 0?e??u:u}</p>
      <rc-failure .failure=${this.failure}></rc-failure>
    `}updated(t){if(t.has("failure")&&this.failure!==void 0){let e=this.renderRoot.querySelector("rc-failure");e?.updateComplete.then(()=>e.scrollIntoView({block:"nearest"}))}}fixed(){let{readonly:t,reason:e}=this.common;if(t)return e?.includes("set_exposure")&&this.mode?l.settings.notInMode(this.mode):e??l.settings.readonly}get hasAutoBeside(){let{choices:t=[]}=this.widget;return this.name==="iso"&&Ep(this.common.allowed,nt)&&!t.some(e=>/auto/i.test(e))}get value(){let t=this.hasAutoBeside&&this.common.value===nt;return String(this.pending??(t?nt:this.widget.value))}choices(){let{choices:t=[]}=this.widget,e=this.hasAutoBeside?[nt,...t]:t;return e.includes(this.value)?e:[this.value,...e]}step(t,e,r,s){let n=this.choices()[this.choices().indexOf(this.value)+t];return o`<button class="icon" aria-label=${r} title=${s??r} ?disabled=${s!==void 0||n===void 0} @click=${()=>this.choose(n)}>
      <rc-icon name=${e}></rc-icon>
    </button>`}pick(t){this.choose(t.target.value)}choose(t){let{config:e}=this.common;t!==void 0&&(this.hasAutoBeside&&(t===nt||this.value===nt)?this.settings.setIso(t===nt?nt:Number(t),e):this.settings.set(e,t))}};ue.styles=[m.styles,g`
      .line {
        display: flex;
      }
      select {
        flex: 1;
        min-width: 0;
        min-height: 44px;
        font-size: 1.05rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .line button {
        min-height: 44px;
        width: 36px;
        flex: none;
      }
      .stepped select {
        border-radius: 0;
        border-inline: 0;
        text-align: center;
        text-align-last: center;
        appearance: none;
      }
      .stepped button:first-child {
        border-radius: var(--radius) 0 0 var(--radius);
      }
      .stepped button:last-child {
        border-radius: 0 var(--radius) var(--radius) 0;
      }
      .busy select {
        opacity: 0.65;
      }
      .why {
        margin-top: 2px;
        font-size: 0.8rem;
      }
      rc-failure {
        margin-top: 6px;
        font-size: 0.88rem;
        scroll-margin-bottom: 180px; /* the bar with the shutter lies over the end of the view on a phone */
      }
      .label {
        display: block;
        margin-bottom: 2px;
      }
    `],c([h({attribute:!1})],ue.prototype,"settings",2),c([h({attribute:!1})],ue.prototype,"name",2),c([h({attribute:!1})],ue.prototype,"common",2),c([h({attribute:!1})],ue.prototype,"widget",2),c([h({attribute:!1})],ue.prototype,"why",2),c([h({attribute:!1})],ue.prototype,"mode",2),c([h({attribute:!1})],ue.prototype,"pending",2),c([h({attribute:!1})],ue.prototype,"failure",2),ue=c([b("rc-quick-setting")],ue);function Ep(i,t){return Array.isArray(i)&&i.includes(t)}function _p(i){let t=/^(\d+)\/(\d+)$/.exec(i);if(t!==null&&t[1]!=="1")return`${Number((Number(t[1])/Number(t[2])).toFixed(1))} s`;let e=/^([+-]?)(\d+)\.(3|6)\d\d$/.exec(i);return e!==null?`${e[1]}${e[2]==="0"?"":e[2]}${e[3]==="3"?"\u2153":"\u2154"}`:i===nt?l.settings.auto:i}var Cp=200,at=class extends m{constructor(){super(...arguments);this.label=""}render(){let e=this.pending!==void 0;return o`<div class=${e?"busy":""} aria-busy=${e} title=${this.why??u}>${this.control()}</div>`}get value(){return this.pending??this.widget.value}control(){switch(this.widget.type){case"radio":case"menu":return this.choices();case"toggle":return o`<input type="checkbox" role="switch" aria-label=${this.label} ?disabled=${this.isFixed}
          .checked=${ie(this.value===!0)} .indeterminate=${ie(this.value===null)}
          @change=${e=>this.choose(e.target.checked)} />`;case"range":return this.range();case"button":return o`<button ?disabled=${this.isFixed} @click=${()=>this.choose(!0)}>${this.widget.label}</button>`;case"date":return this.date();default:return o`<input aria-label=${this.label} ?disabled=${this.isFixed} .value=${ie(String(this.value??""))} @change=${this.chooseText} />`}}get isFixed(){return this.why!==void 0}choices(){let{choices:e=[]}=this.widget,r=String(this.value),s=e.includes(r)?e:[r,...e];return o`<select aria-label=${this.label} ?disabled=${this.isFixed} .value=${ie(r)} @change=${this.chooseText}>
      ${s.map(n=>o`<option value=${n} ?selected=${n===r}>${n===""?l.settings.nothing:n}</option>`)}
    </select>`}range(){let{min:e,max:r,step:s}=this.widget.range??{min:0,max:0,step:0},n=s>0?(r-e)/s:1/0,a=p=>{let f=p.target;f.reportValidity()&&f.value!==""&&this.choose(Number(f.value))},d=o`<input type="number" aria-label=${this.label} ?disabled=${this.isFixed} min=${e} max=${r}
      step=${Number.isInteger(s)&&s>0?s:"any"} .value=${ie(String(this.value))} @change=${a} />`;return o`<div class="pair">
      ${n>Cp?u:o`<input type="range" aria-label=${this.label} ?disabled=${this.isFixed}
        min=${e} max=${r} step=${s} .value=${ie(String(this.value))} @change=${a} />`}
      ${d}
    </div>`}date(){let e=new Date(String(this.value)),r=new Date(e.getTime()-e.getTimezoneOffset()*6e4).toISOString().slice(0,19),s=n=>{let{value:a}=n.target;a!==""&&this.choose(wl(new Date(a)))};return o`<div class="pair">
      <input type="datetime-local" step="1" aria-label=${this.label} ?disabled=${this.isFixed} .value=${ie(r)} @change=${s} />
      <button ?disabled=${this.isFixed} title=${l.settings.nowLong} @click=${()=>this.choose(wl(new Date))}>${l.settings.now}</button>
    </div>`}chooseText(e){this.choose(e.target.value)}choose(e){this.dispatchEvent(new CustomEvent("choose",{detail:e}))}};at.styles=[m.styles,g`
      select,
      input:not([type="checkbox"], [type="range"]) {
        width: 100%;
      }
      input[type="range"] {
        width: 100%;
      }
      .pair {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .pair input[type="number"] {
        width: 6.5rem;
      }
      .busy {
        opacity: 0.65;
      }
    `],c([h({attribute:!1})],at.prototype,"widget",2),c([h({attribute:!1})],at.prototype,"pending",2),c([h({attribute:!1})],at.prototype,"why",2),c([h()],at.prototype,"label",2),at=c([b("rc-widget-control")],at);function wl(i){return i.toISOString().replace(/\.\d+Z$/,"Z")}var Fe=class extends m{render(){let{name:t,label:e,readonly:r,type:s,value:n}=this.widget,a=this.why??(r?l.settings.readonly:void 0),d=r&&s==="text";return o`<div class="pair">
        <span class="label" title=${t}>${e}${this.section===void 0?u:o` <span class="section">${this.section}</span>`}</span>
        ${d?o`<span class="fixed">${n===""?l.settings.nothing:n}</span>`:o`<rc-widget-control .widget=${this.widget} .pending=${this.pending} .why=${a} label=${e}
              @choose=${p=>{this.settings.set(t,p.detail)}}></rc-widget-control>`}
      </div>
      ${this.failure===void 0?u:o`<rc-failure .failure=${this.failure}></rc-failure>`}`}};Fe.styles=[m.styles,g`
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 10px;
        align-items: center;
      }
      .label {
        overflow-wrap: anywhere;
      }
      .section {
        display: block;
        font-weight: 400;
      }
      .fixed {
        overflow-wrap: anywhere;
      }
      rc-failure {
        margin-top: 6px;
      }
    `],c([h({attribute:!1})],Fe.prototype,"settings",2),c([h({attribute:!1})],Fe.prototype,"widget",2),c([h({attribute:!1})],Fe.prototype,"why",2),c([h({attribute:!1})],Fe.prototype,"section",2),c([h({attribute:!1})],Fe.prototype,"pending",2),c([h({attribute:!1})],Fe.prototype,"failure",2),Fe=c([b("rc-setting-row")],Fe);var Pp=40,xl={mode:"m",shutter_s:"s",aperture:"a",iso:"i",exposure_compensation:"e",white_balance:"w",quality:"q"},_t=class extends m{constructor(){super();this.search="";this.open=new Set;this.watch(v.list,v.details,y.state,A);let e=Ps.filter(r=>xl[r]!==void 0);new q(this,e.map(r=>({key:xl[r],label:l.settings.goTo(l.settings.quick[r]),run:()=>this.goTo(r)})))}connectedCallback(){super.connectedCallback(),this.settings=yl.of(this.camera);let{widgets:e,common:r,failure:s,refused:n,pending:a}=this.settings;this.watch(e,r,s,n,a)}render(){let e=this.settings?.widgets.value;if(this.settings===void 0||e===void 0){if(v.find(this.camera)?.shutter_open)return o`<p class="note muted" role="status">${l.settings.shutterOpen}</p>`;let n=this.settings?.failure.value;return n===void 0?o`<p class="note muted" role="status">${l.settings.loading}</p>`:o`<rc-failure class="note" .failure=${n}></rc-failure>`}let r=pe("operate"),s=r??Ei(this.camera);return o`
      <h2 class="visually-hidden">${l.settings.title}</h2>
      ${this.facts()}
      ${r===void 0?u:o`<p class="forbidden muted">${r}</p>`}
      <div class="quick">${Ps.map(n=>this.quick(n,e,s))}</div>
      <div class="all">
        <div class="search">
          <rc-icon name="search"></rc-icon>
          <input type="search" aria-label=${l.settings.search} placeholder=${l.settings.search}
            @input=${n=>this.search=n.target.value} />
        </div>
        ${this.search.trim()===""?this.sections(e,s):this.results(e,s)}
      </div>
    `}facts(){let e=v.details.value.get(this.camera),r=e?.storage.find(({free_bytes:a})=>a!==void 0),n=[r?.free_bytes===void 0?void 0:l.cameras.space(I(r.free_bytes),r.free_images),e?.lens].filter(Boolean).join(" \xB7 ");return n===""?u:o`<p class="facts muted">${n}</p>`}goTo(e){this.renderRoot.querySelector(`rc-quick-setting[data-name=${e}]`)?.focus()}quick(e,r,s){let n=this.settings?.common.value[e],a=n&&r.get(n.config);return a===void 0?u:o`<rc-quick-setting data-name=${e} .settings=${this.settings} .name=${e} .common=${n} .widget=${a} .why=${s}
          .mode=${this.settings?.common.value.mode?.text} .pending=${this.settings?.pending.value.get(a.name)} .failure=${this.settings?.refused.value.get(a.name)}></rc-quick-setting>`}sections(e,r){return[...new Set([...e.values()].map(ha))].map(n=>{let a=[...e.values()].filter(p=>ha(p)===n),d=this.open.has(n);return o`<details ?open=${d} @toggle=${p=>this.toggle(n,p)}>
        <summary>${$l(n)} <span class="muted">${a.length}</span></summary>
        ${d?this.rows(a,r):u}
      </details>`})}results(e,r){let s=this.search.toLowerCase().split(/\s+/).filter(Boolean),n=[...e.values()].filter(({name:a,label:d,value:p})=>{let f=`${a} ${d} ${p}`.toLowerCase();return s.every($=>f.includes($))});return o`<p class="muted" role="status">${l.settings.found(n.length)}</p>${this.rows(n.slice(0,Pp),r,!0)}`}rows(e,r,s=!1){return o`<div class="rows">
      ${Y(e,({name:n})=>n,n=>o`<rc-setting-row .settings=${this.settings} .widget=${n} .why=${r}
        .section=${s?$l(ha(n)):void 0} .pending=${this.settings?.pending.value.get(n.name)} .failure=${this.settings?.refused.value.get(n.name)}></rc-setting-row>`)}
    </div>`}toggle(e,r){let s=new Set(this.open);r.target.open?s.add(e):s.delete(e),this.open=s}};_t.styles=[m.styles,g`
      .facts {
        display: none;
        padding: 12px 16px 0;
        font-size: 0.88rem;
      }
      @media (max-width: 900px) {
        .facts {
          display: block;
        }
      }
      .forbidden {
        padding: 14px 16px 0;
        font-size: 0.88rem;
      }
      .quick {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 12px;
        padding: 14px 16px 16px;
      }
      .all {
        padding: 0 16px 24px;
      }
      .search {
        position: relative;
        margin-bottom: 8px;
      }
      .search input {
        width: 100%;
        padding-left: 36px;
      }
      .search rc-icon {
        position: absolute;
        left: 9px;
        top: calc(50% - 10px);
        color: var(--muted);
        pointer-events: none;
      }
      details {
        border-top: 1px solid var(--line);
      }
      summary {
        padding: 10px 0;
        font-weight: 550;
        cursor: pointer;
      }
      .rows {
        display: grid;
        gap: 10px;
        padding: 4px 0 14px;
      }
      .note {
        margin: 16px;
      }
      h2 {
        padding: 14px 16px 0;
      }
    `],c([h({attribute:!1})],_t.prototype,"camera",2),c([x()],_t.prototype,"search",2),c([x()],_t.prototype,"open",2),_t=c([b("rc-settings-panel")],_t);function $l(i){return l.settings.sections[i]??i}function ha({path:i}){return i.slice(0,i.lastIndexOf("/"))}function se(i,t){let e=`rpc-camera ${i}`,r=new S(Op(e,t));return r.subscribe(()=>sessionStorage.setItem(e,JSON.stringify(r.value))),r}function Op(i,t){try{let e=JSON.parse(sessionStorage.getItem(i)??"null");return typeof e==typeof t?e:t}catch{return t}}var Mp=3;async function Os(i,t,e){let r=performance.now()+i*1e3;for(let s=i;s>0;s-=1)e(s),(s===i||s<=Mp)&&M.say(l.camera.firesIn(s)),await Rp(r-(s-1)*1e3,t)}function Rp(i,t){return new Promise((e,r)=>{t.throwIfAborted();let s=()=>{clearTimeout(n),r(t.reason)},n=setTimeout(()=>{t.removeEventListener("abort",s),e()},i-performance.now());t.addEventListener("abort",s,{once:!0})})}var fa=class{constructor(t){this.phase=new S({kind:"idle"});this.failure=new S(void 0);this.camera=t}async fire({delayS:t,bulb:e}){await this.attempt(async()=>{await this.count(t),e===void 0?await this.take({}):e.seconds===void 0?await this.open():await this.take({bulb_s:e.seconds},new AbortController)})}async trigger(){await this.attempt(async()=>{this.phase.value={kind:"taking",since:Date.now()},await O().triggerCapture({camera:this.camera})})}async close(){await this.attempt(async()=>{this.phase.value={kind:"taking",since:Date.now()},await O().stopBulb({camera:this.camera})})}stopCounting(){this.countdown?.abort()}cancel(){this.stopCounting(),this.phase.value.kind==="taking"&&this.phase.value.stop?.abort()}failed(t){this.phase.value.kind==="open"&&(this.phase.value={kind:"idle"}),this.phase.value.kind!=="taking"&&(this.failure.value=Ar(t))}succeeded(){this.failure.value=void 0}see(){this.phase.value.kind==="open"&&v.find(this.camera)?.state!=="busy"&&(this.phase.value={kind:"idle"})}async attempt(t){this.failure.value=void 0;try{await t()}catch(e){this.failure.value=G(e)?void 0:P(e)}finally{this.phase.value.kind!=="open"&&(this.phase.value={kind:"idle"})}}async count(t){let e=this.countdown=new AbortController;await Os(t,e.signal,r=>this.phase.value={kind:"counting",left:r})}async take(t,e){let r={kind:"taking",since:Date.now(),...e===void 0?{}:{stop:e}};this.phase.value=r,await O().captureImage({camera:this.camera,...t},{onProgress:s=>this.phase.value={...r,progress:s},...e===void 0?{}:{signal:e.signal}})}async open(){this.phase.value={kind:"taking",since:Date.now()},await O().startBulb({camera:this.camera}),this.phase.value={kind:"open",since:Date.now()}}},ga=new Map;function Ap(i){i?.on("capture_failed",({camera:t,error:e})=>De(t).failed(e)),i?.on("capture_completed",({camera:t})=>De(t).succeeded())}y.session.subscribe(()=>Ap(y.session.value));v.list.subscribe(()=>ga.forEach(i=>i.see()));function De(i){let t=ga.get(i);return t===void 0&&ga.set(i,t=new fa(i)),t}var Tp=[0,2,5,10],nr=se("self-timer",0),Nr=class extends m{constructor(){super();this.isLocked=!1;this.watch(nr)}render(){return o`<rc-icon name="timer"></rc-icon>
      <select aria-label=${l.camera.timer.label} title=${l.camera.timer.label} ?disabled=${this.isLocked} @change=${this.pick}>
        ${Tp.map(e=>o`<option value=${e} .selected=${e===nr.value}>${e===0?l.camera.timer.off:`${e} s`}</option>`)}
      </select>`}pick(e){nr.value=Number(e.target.value)}};Nr.styles=[m.styles,g`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      rc-icon {
        color: var(--muted);
      }
    `],c([h({attribute:!1})],Nr.prototype,"isLocked",2),Nr=c([b("rc-self-timer")],Nr);var kl=qe(class extends fe{constructor(i){if(super(i),i.type!==le.ATTRIBUTE||i.name!=="class"||i.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(i){return" "+Object.keys(i).filter(t=>i[t]).join(" ")+" "}update(i,[t]){if(this.st===void 0){this.st=new Set,i.strings!==void 0&&(this.nt=new Set(i.strings.join(" ").split(/\s/).filter(r=>r!=="")));for(let r in t)t[r]&&!this.nt?.has(r)&&this.st.add(r);return this.render(t)}let e=i.element.classList;for(let r of this.st)r in t||(e.remove(r),this.st.delete(r));for(let r in t){let s=!!t[r];s===this.st.has(r)||this.nt?.has(r)||(s?(e.add(r),this.st.add(r)):(e.remove(r),this.st.delete(r)))}return j}});var ve=class extends m{constructor(){super(...arguments);this.label="";this.isSaid=!1;this.isBusy=!1;this.isStop=!1}updated(){this.button.style.setProperty("--share",String(this.share??.25))}render(){let e=this.why!==void 0,r={busy:this.isBusy,turning:this.isBusy&&this.share===void 0,stops:this.isStop};return o`<button class=${kl(r)} aria-label=${this.label} aria-describedby=${e&&!this.isSaid?"why":u} aria-disabled=${e?"true":u}
        title=${this.why??this.label} @click=${this.press}></button>
      <p id="why" aria-hidden="true">${this.isSaid?this.label:this.why??this.label}</p>`}press(){this.why===void 0&&this.dispatchEvent(new CustomEvent("press"))}};ve.styles=[m.styles,g`
      :host {
        display: grid;
        justify-items: center;
        gap: 4px;
        width: 11rem;
      }
      button {
        position: relative;
        width: 68px;
        height: 68px;
        padding: 5px;
        border: 3px solid var(--text);
        border-radius: 50%;
        background: none;
      }
      button::before {
        content: "";
        width: 100%;
        height: 100%;
        border-radius: 50%;
        background: var(--accent-ground);
      }
      button.busy,
      button.busy:hover {
        border-color: transparent !important; /* the ring is drawn over it, also under the pointer */
      }
      button.busy::after {
        content: "";
        position: absolute;
        inset: -3px;
        border-radius: 50%;
        background: conic-gradient(var(--accent) calc(var(--share) * 1turn), var(--line) 0);
        mask: radial-gradient(closest-side, transparent 86%, #000 88%);
      }
      button.stops::before {
        width: 40%;
        height: 40%;
        border-radius: 4px;
      }
      button.turning::after {
        animation: turn 1.2s linear infinite;
      }
      button[aria-disabled="true"] {
        opacity: 1;
      }
      button[aria-disabled="true"]::before {
        background: var(--line-strong);
        opacity: 0.5;
      }
      p {
        max-width: 100%;
        min-height: 2.5em;
        font-size: 0.82rem;
        line-height: 1.25;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        button.turning::after {
          animation: none;
        }
      }
      @media (max-width: 480px) {
        :host {
          width: 7rem;
        }
      }
    `],c([h({attribute:!1})],ve.prototype,"label",2),c([h({attribute:!1})],ve.prototype,"why",2),c([h({attribute:!1})],ve.prototype,"isSaid",2),c([h({attribute:!1})],ve.prototype,"isBusy",2),c([h({attribute:!1})],ve.prototype,"isStop",2),c([h({attribute:!1})],ve.prototype,"share",2),c([C("button")],ve.prototype,"button",2),ve=c([b("rc-shutter-button")],ve);var va=se("bulb",!1),_i=se("bulb seconds",""),Fp=3600,Ir=class extends m{constructor(){super();this.camera="";this.ticking=0;this.watch(v.list,y.state,va,_i),new q(this,[{key:" ",label:l.camera.keys.fire,run:()=>this.press()}])}connectedCallback(){super.connectedCallback();let{phase:e,failure:r}=this.shutter,s=[e,r].map(n=>n.subscribe(()=>this.requestUpdate()));this.end=()=>s.forEach(n=>n()),this.ticking=setInterval(()=>"since"in e.value&&this.requestUpdate(),250)}disconnectedCallback(){super.disconnectedCallback(),this.end?.(),clearInterval(this.ticking),this.shutter.stopCounting()}get shutter(){return De(this.camera)}get isBulb(){return va.value&&ge(this.camera,"bulb")}get action(){let{shutter:e}=this,r=e.phase.value,s=l.camera.shutter;switch(r.kind){case"counting":return{label:s.cancel,isStop:!0,run:()=>e.cancel()};case"open":return{label:s.close(Ae((Date.now()-r.since)/1e3)),isBusy:!0,isStop:!0,run:()=>{e.close()}};case"taking":{let{progress:n,stop:a}=r,d=n?.unit==="s"&&n.total!==null,p=d?s.exposing(n.done,n.total??0):s.taking(n?.stage),f=d&&n.total?n.done/n.total:void 0;return a===void 0?{label:p,isBusy:!0,share:f,why:s.waits}:{label:`${s.cancel} \xB7 ${p}`,isBusy:!0,isStop:!0,share:f,run:()=>e.cancel()}}case"idle":return this.idle()}}idle(){let{shutter:e,camera:r}=this,s=re(r),n=l.camera.shutter,a=v.find(r)?.state==="busy"&&y.state.value.kind==="connected";if(a&&v.find(r)?.shutter_open)return{label:n.closeAny,isBusy:a,isStop:!0,run:()=>{e.close()}};if(this.isBulb&&this.wrongSeconds)return{label:n.open,why:l.camera.bulb.wrong,isSaid:!0};let d=this.isBulb?{seconds:this.seconds}:void 0,p=()=>{e.fire({delayS:nr.value,...d===void 0?{}:{bulb:d}})},f=d===void 0?n.take:d.seconds===void 0?n.open:n.hold(d.seconds);return s===void 0?{label:f,run:p}:{label:f,why:s,isBusy:a,isSaid:ze(s)===void 0}}get seconds(){return _i.value.trim()===""?void 0:Number(_i.value.replace(",","."))}get wrongSeconds(){let{seconds:e}=this;return e!==void 0&&!(e>0&&e<=Fp)}press(){this.action.run?.()}render(){let{shutter:e,camera:r,action:s}=this,n=e.phase.value.kind==="idle",a=v.find(r);return o`<rc-failure .failure=${e.failure.value}></rc-failure>
      ${a?.state==="ready"&&a.state_reason?o`<p class="hint" role="status">${a.state_reason}</p>`:u}
      <div class="bar">
        <div class="side left">
          ${ge(r,"bulb")?this.kinds(n):u} ${this.isBulb?this.secondsField(n):u}
        </div>
        <rc-shutter-button .label=${s.label} .why=${s.why} .isSaid=${s.isSaid??!1} .isBusy=${s.isBusy??!1} .isStop=${s.isStop??!1}
          .share=${s.share} @press=${()=>this.press()}></rc-shutter-button>
        <div class="side"><rc-self-timer .isLocked=${!n}></rc-self-timer> ${this.trigger(n)}</div>
      </div>`}kinds(e){let r=(n,a)=>o`<button aria-pressed=${this.isBulb===n} ?disabled=${!e} @click=${()=>va.value=n}>${a}</button>`,{kinds:s}=l.camera;return o`<span class="kinds" role="group" aria-label=${s.title}>${r(!1,s.picture)}${r(!0,s.bulb)}</span>`}secondsField(e){let{bulb:r}=l.camera,s=this.wrongSeconds;return o`<span class="seconds">
      <input aria-label=${r.label} title=${r.title} placeholder=${r.byHand} type="text" inputmode="decimal" autocomplete="off"
        aria-invalid=${s} aria-describedby="wrong" .value=${_i.value} ?disabled=${!e}
        @input=${n=>_i.value=n.target.value} />
      <span class="muted" aria-hidden="true">s</span>
    </span>
    <p class="wrong" id="wrong" role="status">${s?r.wrong:u}</p>`}trigger(e){let{shutter:r,camera:s}=this;if(!ge(s,"trigger_capture")||this.isBulb)return u;let n=re(s);return o`<button ?disabled=${!e||n!==void 0} title=${n??l.camera.trigger.title}
      @click=${()=>{r.trigger()}}>${l.camera.trigger.label}</button>`}};Ir.styles=[m.styles,g`
      :host {
        padding: 8px 12px;
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      rc-failure {
        display: block;
        max-width: 44rem;
        margin: 0 auto 8px;
      }
      .hint {
        margin-bottom: 8px;
        color: var(--warn);
        text-align: center;
      }
      .bar {
        display: grid;
        grid-template-columns: 1fr auto 1fr;
        align-items: center;
        gap: var(--gap);
      }
      .side {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .left {
        justify-content: flex-end;
      }
      .kinds {
        display: inline-flex;
      }
      .kinds button:first-child {
        border-radius: var(--radius) 0 0 var(--radius);
      }
      .kinds button:last-child {
        margin-left: -1px;
        border-radius: 0 var(--radius) var(--radius) 0;
      }
      .seconds {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .seconds input {
        width: 6.5rem;
      }
      .seconds input[aria-invalid="true"] {
        border-color: var(--bad);
      }
      .wrong {
        flex-basis: 100%;
        color: var(--bad);
        font-size: 0.82rem;
        line-height: 1.25;
        text-align: right;
      }
      .wrong:empty {
        display: none;
      }
      @media (max-width: 480px) {
        :host {
          padding: 6px 8px;
        }
        .bar {
          gap: 8px;
        }
        button {
          padding: 0 8px;
        }
        .seconds input {
          width: 5.6rem;
          padding: 4px 8px;
        }
      }
    `],c([h({attribute:!1})],Ir.prototype,"camera",2),Ir=c([b("rc-fire-bar")],Ir);var Ct={x:.5,y:.5,scale:1};function Ci(i,t,e){let r=.5/e,s=n=>Math.min(Math.max(n,r),1-r);return{x:s(i),y:s(t),scale:e}}function Sl(i,t,e){return{x:i.x+(t-.5)/i.scale,y:i.y+(e-.5)/i.scale}}var Pt=4,Dp=5,Lp={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]},Ms=class{constructor(t){this.crop=Ct;this.show=t}get isOn(){return this.crop!==Ct}toggle(){this.put(this.isOn?Ct:Ci(.5,.5,Pt))}end(){this.put(Ct)}press(t){let e=t.composedPath().some(r=>r instanceof HTMLButtonElement);t.button===0&&!e&&(this.grip={x:t.clientX,y:t.clientY,crop:this.crop,hasMoved:!1},t.currentTarget.setPointerCapture(t.pointerId))}move(t){let{grip:e}=this;if(e===void 0)return;let[r,s]=[t.clientX-e.x,t.clientY-e.y];if(e.hasMoved||=Math.hypot(r,s)>Dp,e.hasMoved&&this.isOn){let{width:n,height:a}=t.currentTarget.getBoundingClientRect();this.put(Ci(e.crop.x-r/n/Pt,e.crop.y-s/a/Pt,Pt))}}release(t){if(this.grip!==void 0&&!this.grip.hasMoved){let{left:e,top:r,width:s,height:n}=t.currentTarget.getBoundingClientRect(),a=Sl(this.crop,(t.clientX-e)/s,(t.clientY-r)/n);this.put(this.isOn?Ct:Ci(a.x,a.y,Pt))}this.grip=void 0}letGo(){this.grip=void 0}key(t){let e=Lp[t.key];e!==void 0&&this.isOn&&(t.preventDefault(),this.put(Ci(this.crop.x+e[0]/Pt/4,this.crop.y+e[1]/Pt/4,Pt)))}put(t){this.crop=t,this.show(t)}};var B={live:se("live view",!0),grid:se("grid",!1),histogram:se("histogram",!1),peaking:se("focus peaking",!1)};function Le(i){i.value=!i.value}var Np=[20,200,1e3],Rs=class{constructor(t){this.sizes=Np;this.camera=t}async drive(t,e){try{await this.send(t,e)}catch(r){let s=r instanceof ui?r.data.range?.max:void 0;if(s===void 0||s>=this.sizes[2])throw r;this.sizes=[1,Math.ceil(s/2),s],await this.send(t,e)}}async send(t,e){await O().driveFocus({camera:this.camera,steps:t*this.sizes[e]})}};var Ip=2,He=class extends m{constructor(){super();this.camera="";this.result="";this.isFocused=!1;this.isFocusing=!1;this.waiting=0;this.watch(v.list,y.state);let{keys:e}=l.camera;new q(this,[{key:"f",label:e.autofocus,run:()=>{this.focusOnce()}},{key:",",label:e.nearer,run:()=>{this.drive(-1,0)}},{key:".",label:e.farther,run:()=>{this.drive(1,0)}}])}render(){let{camera:e}=this,[r,s]=[ge(e,"autofocus"),ge(e,"drive_focus")];if(!r&&!s)return u;let n=this.isFocusing?void 0:re(e);return o`<div class="bar" role="group" aria-label=${l.camera.focus.title}>
        ${r?this.button(n):u} ${s?this.stepButtons(n):u}
        <p class="result ${this.isFocused?"good":"muted"}" id="why" title=${n??this.result}>${n===void 0?this.result:ze(n)}</p>
      </div>
      <rc-failure .failure=${this.failure}></rc-failure>`}button(e){let{focus:r}=l.camera;return o`<button aria-disabled=${e!==void 0||this.isFocusing} aria-describedby=${ze(e)===void 0?u:"why"} title=${e??r.autofocus}
      @click=${()=>{this.focusOnce()}}>
      <rc-icon name="focus"></rc-icon><span class="words">${this.isFocusing?r.focusing:r.autofocus}</span>
    </button>`}stepButtons(e){let{focus:r}=l.camera,s=(n,a)=>{let d=n<0?r.nearer[a]:r.farther[a];return o`<button class="quiet" aria-label=${d} title=${e??d} aria-disabled=${e!==void 0}
        aria-describedby=${ze(e)===void 0?u:"why"} @click=${()=>{this.drive(n,a)}}>
        ${(n<0?"\u2039":"\u203A").repeat(a+1)}
      </button>`};return o`<span class="steps">
      <span class="label" aria-hidden="true">${r.near}</span>
      ${s(-1,2)} ${s(-1,1)} ${s(-1,0)} ${s(1,0)} ${s(1,1)} ${s(1,2)}
      <span class="label" aria-hidden="true">${r.far}</span>
    </span>`}async focusOnce(){this.isFocusing||re(this.camera)!==void 0||!ge(this.camera,"autofocus")||(this.isFocusing=!0,await this.attempt(async()=>{let{focused:e}=await O().autofocus({camera:this.camera});this.tell(e===null?l.camera.focus.unknown:l.camera.focus.focused,e===!0)}),this.isFocusing=!1)}async drive(e,r){this.waiting>=Ip||re(this.camera)!==void 0||!ge(this.camera,"drive_focus")||(this.waiting+=1,this.steps??=new Rs(this.camera),await this.attempt(async()=>{await this.steps?.drive(e,r),this.tell((e<0?l.camera.focus.movedNearer:l.camera.focus.movedFarther)[r])}),this.waiting-=1)}async attempt(e){this.failure=void 0,this.tell("");try{await e()}catch(r){this.failure=P(r)}}tell(e,r=!1){this.result=e,this.isFocused=r,e!==""&&M.say(e)}};He.styles=[m.styles,g`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 4px 12px;
        padding: 6px 8px;
      }
      .steps {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .steps button {
        min-width: 40px;
        padding: 0;
        letter-spacing: -0.1em;
      }
      .steps .label {
        padding: 0 6px;
      }
      .result {
        width: 14rem;
        overflow: hidden;
        font-size: 0.82rem;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .result.good {
        color: var(--good);
        font-weight: 550;
      }
      rc-failure {
        display: block;
        margin: 0 8px 6px;
      }
      @media (max-width: 480px) {
        .bar {
          gap: 4px 2px;
        }
        .steps button {
          min-width: 34px;
        }
        .result {
          width: 100%;
          min-height: 1.45em; /* the picture stays where it is when there is something to say */
          text-align: center;
        }
        .steps .label {
          padding: 0 3px;
        }
        .bar > button {
          width: 40px;
          padding: 0;
        }
        .words {
          position: absolute;
          clip-path: inset(50%); /* the icon is what there is room for */
        }
      }
    `],c([h({attribute:!1})],He.prototype,"camera",2),c([x()],He.prototype,"failure",2),c([x()],He.prototype,"result",2),c([x()],He.prototype,"isFocused",2),c([x()],He.prototype,"isFocusing",2),He=c([b("rc-focus-bar")],He);function El({data:i,width:t,height:e}){let r=ba(i),s=new ImageData(t,e);for(let n=1;n<e-1;n+=1)for(let a=1;a<t-1;a+=1){let d=n*t+a;qp(r,d,t)>=200&&(s.data[4*d+3]=255)}return s}function ba(i){let t=new Uint8Array(i.length/4);for(let e=0;e<t.length;e+=1)t[e]=77*(i[4*e]??0)+150*(i[4*e+1]??0)+29*(i[4*e+2]??0)>>8;return t}function qp(i,t,e){let r=k=>i[t+k]??0,[s,n,a]=[r(-e-1),r(-e),r(-e+1)],[d,p]=[r(-1),r(1)],[f,$,w]=[r(e-1),r(e),r(e+1)];return Math.abs(a+2*p+w-s-2*d-f)+Math.abs(f+2*$+w-s-2*n-a)}var Ot=class extends m{constructor(){super(...arguments);this.reduced=new OffscreenCanvas(1,1);this.last=-1/0;this.onFrame=()=>{let e=performance.now();e-this.last>=this.everyMs&&(this.last=e,this.look())}}updated(){this.source!==this.picture&&(this.leave(),this.source=this.picture,this.source?.addEventListener("frame",this.onFrame),this.look())}disconnectedCallback(){super.disconnectedCallback(),this.leave()}render(){return o`<canvas aria-hidden="true"></canvas>`}leave(){this.source?.removeEventListener("frame",this.onFrame),this.source=void 0}look(){let e=this.picture?.canvas;if(e==null||this.picture?.size===void 0)return;let r=Math.min(1,this.mostWidth/e.width),[s,n]=[Math.round(e.width*r),Math.round(e.height*r)];(this.reduced.width!==s||this.reduced.height!==n)&&Object.assign(this.reduced,{width:s,height:n});let a=this.reduced.getContext("2d",{willReadFrequently:!0});a?.drawImage(e,0,0,s,n);let d=a?.getImageData(0,0,s,n);d!==void 0&&this.paint(d)}};c([h({attribute:!1})],Ot.prototype,"picture",2),c([C("canvas")],Ot.prototype,"canvas",2);var Oi=96,Up=["#ff6b6b","#7be07b","#7ab0ff"],Pi=class extends Ot{constructor(){super(...arguments);this.everyMs=200;this.mostWidth=240}paint({data:e}){let{canvas:r}=this;Object.assign(r,{width:256,height:Oi});let s=r.getContext("2d");s!==null&&(s.fillStyle="rgb(255 255 255 / 0.55)",s.fill(Cl(_l(ba(e),0,1))),Up.forEach((n,a)=>{s.strokeStyle=n,s.stroke(Cl(_l(e,a,4)))}))}};Pi.styles=[m.styles,g`
      :host {
        border: 1px solid rgb(255 255 255 / 0.35);
        border-radius: 4px;
        background: rgb(0 0 0 / 0.6);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `],Pi=c([b("rc-histogram")],Pi);function _l(i,t,e){let r=new Uint32Array(256);for(let s=t;s<i.length;s+=e){let n=i[s]??0;r[n]=(r[n]??0)+1}return r}function Cl(i){let t=Math.max(...i.subarray(1,255),1),e=new Path2D;return e.moveTo(0,Oi),i.forEach((r,s)=>e.lineTo(s,Oi-Math.sqrt(Math.min(1,r/t))*(Oi-2))),e.lineTo(255,Oi),e}var Pl=new Map;async function*Ol(i,t,e){let r=Pl.get(i),s=()=>{};Pl.set(i,new Promise(n=>s=n));try{if(await r,e.aborted)return;for await(let n of O().liveView({camera:i,maxFps:t})){if(e.aborted)return;yield n}}finally{s()}}var As=class{constructor(){this.skipped=0;this.drawn=0;this.times=[]}add(t,e){this.last!==void 0&&t>this.last&&(this.skipped+=t-this.last-1),this.last=t,this.drawn+=1,this.times.push(e),this.forget(e)}resume(){this.last=void 0,this.times=[]}perSecond(t){this.forget(t);let[e]=this.times;return e===void 0?0:this.times.length*1e3/Math.max(t-e,500)}forget(t){this.times=this.times.filter(e=>t-e<=2e3)}};var Gp=500,be=class extends m{constructor(){super();this.camera="";this.maxFps=30;this.isOn=!0;this.crop=Ct;this.count=new As;this.ends=[];this.watch(v.list,y.state)}connectedCallback(){super.connectedCallback();let e=()=>this.requestUpdate();document.addEventListener("visibilitychange",e),this.ends=[()=>document.removeEventListener("visibilitychange",e)];let r=y.session.value;r!==void 0&&this.ends.push(r.on("preview_state_changed",({camera:s,state:n,reason:a,at:d})=>{s===this.camera&&(this.paused=n==="paused"?{reason:a??l.camera.live.paused,at:d}:void 0)}))}disconnectedCallback(){super.disconnectedCallback(),this.ends.splice(0).forEach(e=>e()),this.stop(),this.frame?.close(),this.frame=void 0}render(){let e=this.message();return o`<canvas class=${e===void 0?"":"dimmed"} role="img" aria-label=${l.camera.live.title}></canvas>
      ${e===void 0?u:o`<div class="message">${e}</div>`}`}updated(){(!this.isOn||Fr(this.camera)!==void 0)&&(this.failure=void 0);let e=this.isOn&&document.visibilityState==="visible"&&this.failure===void 0,r=v.find(this.camera)?.state,s=(r==="ready"||r==="busy")&&ge(this.camera,"preview");!e||!s?this.stop():this.loop===void 0&&(this.loop=new AbortController,this.show(this.loop.signal)),this.draw()}message(){let{camera:e}=this,r=Fr(e);if(this.failure!==void 0)return o`<rc-failure .failure=${this.failure}></rc-failure>
        <button @click=${()=>this.failure=void 0}>${l.camera.live.retry}</button>`;if(r!==void 0){let a=v.find(e)?.state==="lost";return ze(r)===void 0?u:o`<p role="status">${r} ${a?l.cameras.awayLead:u}</p>`}if(!ge(e,"preview"))return o`<p>${l.camera.live.none}</p>`;if(!this.isOn)return o`<p>${l.camera.live.off}</p>`;let n=(this.paused!==void 0||v.find(e)?.shutter_open?re(e)??this.paused?.reason:void 0)??(this.size===void 0?l.camera.live.starting:void 0);return n===void 0?void 0:o`<p role="status">${n}</p>`}stop(){this.loop?.abort(),this.loop=void 0}async show(e){this.count.resume();try{for await(let r of Ol(this.camera,this.maxFps,e))await this.take(r,e)}catch(r){e.aborted||(this.failure=P(r),this.loop=void 0)}}async take({jpeg:e,sequence:r,at:s},n){let a=await createImageBitmap(new Blob([e],{type:"image/jpeg"})).catch(()=>{});if(a===void 0||n.aborted){a?.close();return}this.frame?.close(),this.frame=a,(this.size?.width!==a.width||this.size.height!==a.height)&&(this.size={width:a.width,height:a.height},this.dispatchEvent(new CustomEvent("resized")),this.requestUpdate()),this.paused!==void 0&&Date.parse(s)-Date.parse(this.paused.at)>Gp&&(this.paused=void 0),this.draw(),this.count.add(r,performance.now()),this.dispatchEvent(new CustomEvent("frame"))}draw(){if(this.frame===void 0)return;let{width:e,height:r}=this.frame;(this.canvas.width!==e||this.canvas.height!==r)&&Object.assign(this.canvas,{width:e,height:r});let{x:s,y:n,scale:a}=this.crop,[d,p]=[e/a,r/a];this.canvas.getContext("2d")?.drawImage(this.frame,s*e-d/2,n*r-p/2,d,p,0,0,e,r)}};be.styles=[m.styles,g`
      :host {
        position: relative;
        width: 100%;
        height: 100%;
        overflow: hidden;
        container-type: size;
        background: #000;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .dimmed {
        opacity: 0.35;
      }
      .message {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: safe center;
        justify-items: center;
        gap: 12px;
        padding: 16px;
        color: var(--text);
        text-align: center;
        overflow: auto;
      }
      @container (max-width: 260px) {
        .message {
          padding: 6px;
          font-size: 0.8rem;
        }
      }
      .message p {
        max-width: 34rem;
        padding: 6px 14px;
        border-radius: 999px;
        background: rgb(0 0 0 / 0.65);
        color: #fff;
        text-wrap: balance;
      }
      rc-failure {
        max-width: 34rem;
        text-align: left;
      }
    `],c([h({attribute:!1})],be.prototype,"camera",2),c([h({attribute:!1})],be.prototype,"maxFps",2),c([h({attribute:!1})],be.prototype,"isOn",2),c([h({attribute:!1})],be.prototype,"crop",2),c([C("canvas")],be.prototype,"canvas",2),c([x()],be.prototype,"failure",2),c([x()],be.prototype,"paused",2),be=c([b("rc-live-picture")],be);var Mi=class extends Ot{constructor(){super(...arguments);this.everyMs=100;this.mostWidth=640}paint(e){let{canvas:r}=this;Object.assign(r,{width:e.width,height:e.height});let s=r.getContext("2d");s!==null&&(s.putImageData(El(e),0,0),s.globalCompositeOperation="source-in",s.fillStyle=getComputedStyle(this).color,s.fillRect(0,0,r.width,r.height))}};Mi.styles=[m.styles,g`
      :host {
        color: var(--accent);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `],Mi=c([b("rc-peaking")],Mi);var ya=class{constructor(){this.byCamera=new S(new Map);let t=e=>{this.byCamera.value=new Map,e?.on("file_added",r=>{this.add(e,r)}),e?.on("file_deleted",r=>this.remove(r)),e?.on("camera_state_changed",({camera:r,state:s})=>{s==="ready"&&this.complete(e,r)})};y.session.subscribe(()=>t(y.session.value)),t(y.session.value)}async add(t,{camera:e,file:{path:r,filename:s,mime_type:n}}){let a=this.byCamera.value.get(e);!n.startsWith("image/")||a?.thumbnail!==void 0&&Ml(a.path)===Ml(r)||(this.put(e,{path:r,filename:s,thumbnail:void 0}),M.say(l.camera.newPicture(s,v.nameOf(e))),await this.complete(t,e))}async complete(t,e){let{path:r,filename:s,thumbnail:n}=this.byCamera.value.get(e)??{};if(!(r===void 0||s===void 0||n!==void 0))try{let{mime_type:a,image_base64:d}=await t.getThumbnail({camera:e,path:r});this.byCamera.value.get(e)?.path===r&&this.put(e,{path:r,filename:s,thumbnail:`data:${a};base64,${d}`})}catch{}}remove({camera:t,file:e}){if(this.byCamera.value.get(t)?.path===e.path){let r=new Map(this.byCamera.value);r.delete(t),this.byCamera.value=r}}put(t,e){this.byCamera.value=new Map(this.byCamera.value).set(t,e)}},wa=new ya;function Ml(i){return i.replace(/\.[^./]*$/,"")}var ar=new S(void 0);var qr=class extends m{constructor(){super();this.camera="";this.watch(wa.byCamera)}render(){let e=wa.byCamera.value.get(this.camera);if(e===void 0)return u;let{path:r,filename:s,thumbnail:n}=e,a=l.camera.openPicture(s);return o`<a href=${K("pictures",this.camera)} aria-label=${a} title=${a}
      @click=${d=>this.handOver(r,d)}>
      ${n===void 0?o`<rc-icon name="pictures"></rc-icon>`:o`<img src=${n} alt="" />`}
    </a>`}handOver(e,{ctrlKey:r,metaKey:s,shiftKey:n}){!r&&!s&&!n&&(ar.value={camera:this.camera,path:e})}};qr.styles=[m.styles,g`
      a {
        display: grid;
        place-content: center;
        width: 100%;
        height: 100%;
        overflow: hidden;
        border: 2px solid #fff;
        border-radius: var(--radius);
        background: #222;
        color: #fff;
        box-shadow: 0 2px 10px rgb(0 0 0 / 0.5);
        font-size: 0.72rem;
        text-decoration: none;
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
    `],c([h({attribute:!1})],qr.prototype,"camera",2),qr=c([b("rc-picture-corner")],qr);var jp=500,Mt=class extends m{constructor(){super();this.isMagnified=!1;this.timer=0;this.watch(...Object.values(B))}connectedCallback(){super.connectedCallback(),this.timer=setInterval(()=>this.measure(),jp)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.timer)}render(){let e=l.camera.tools;return o`<div class="bar" role="toolbar" aria-label=${e.title}>
      ${this.switch("play",e.live,B.live)}
      ${this.switch("grid",e.grid,B.grid)}
      ${this.switch("histogram",e.histogram,B.histogram)}
      ${this.switch("peaking",e.peaking,B.peaking)}
      ${this.button("zoom",e.magnifier,this.isMagnified,()=>this.dispatchEvent(new CustomEvent("magnify")))}
      ${document.fullscreenEnabled?this.button("full",e.full,void 0,()=>this.dispatchEvent(new CustomEvent("full"))):u}
      ${this.numbers()}
    </div>`}numbers(){let e=this.picture?.size;return this.figures===void 0||e===void 0||!B.live.value?u:o`<span class="figures">
      <span>${l.camera.fps(this.figures.fps)}</span>
      <span class="wide">${e.width} × ${e.height}</span>
      <span title=${l.camera.skippedTitle}>${l.camera.skipped(this.figures.skipped)}</span>
    </span>`}switch(e,r,s){return this.button(e,r,s.value,()=>Le(s))}button(e,r,s,n){return o`<button class="quiet icon" aria-label=${r} title=${r} aria-pressed=${s??u} @click=${n}>
      <rc-icon name=${e}></rc-icon>
    </button>`}measure(){if(this.picture!==void 0){let{count:e}=this.picture;this.figures={fps:e.perSecond(performance.now()),skipped:e.skipped}}}};Mt.styles=[m.styles,g`
      .bar {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 4px 8px;
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0 12px;
        margin-left: auto;
        color: var(--muted);
        font-size: 0.82rem;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      button[aria-pressed="true"] {
        background: var(--sunken);
        border-color: var(--line-strong);
        color: var(--accent);
      }
      @media (max-width: 480px) {
        .bar {
          gap: 0;
          padding: 4px;
        }
        .figures .wide {
          display: none;
        }
      }
    `],c([h({attribute:!1})],Mt.prototype,"picture",2),c([h({attribute:!1})],Mt.prototype,"isMagnified",2),c([x()],Mt.prototype,"figures",2),Mt=c([b("rc-tool-bar")],Mt);var We=class extends m{constructor(){super();this.camera="";this.ratio=1.5;this.magnifier=new Ms(()=>this.requestUpdate());this.watch(...Object.values(B),A);let{keys:e}=l.camera;new q(this,[{key:"Escape",label:e.cancel,run:()=>this.magnifier.isOn?this.magnifier.end():De(this.camera).cancel()},{key:"l",label:e.live,run:()=>Le(B.live)},{key:"g",label:e.grid,run:()=>Le(B.grid)},{key:"h",label:e.histogram,run:()=>Le(B.histogram)},{key:"p",label:e.peaking,run:()=>Le(B.peaking)},{key:"z",label:e.magnifier,run:()=>this.magnify()},{key:"u",label:e.full,run:()=>this.fill()}])}connectedCallback(){super.connectedCallback(),this.end=De(this.camera).phase.subscribe(()=>this.requestUpdate())}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}firstUpdated(){this.requestUpdate()}updated(){this.area.style.setProperty("--ratio",String(this.ratio))}render(){let e=De(this.camera).phase.value,{magnifier:r}=this;return o`<rc-tool-bar .picture=${this.picture} .isMagnified=${r.isOn} @full=${this.fill} @magnify=${this.magnify}></rc-tool-bar>
      <div class="area">
        ${this.shown()}
        ${r.isOn?this.magnifierEnd():u}
        ${e.kind==="counting"?o`<div class="countdown" role="timer">${e.left}</div>`:u}
        <rc-picture-corner .camera=${this.camera}></rc-picture-corner>
      </div>
      ${N("operate")?o`<rc-focus-bar .camera=${this.camera}></rc-focus-bar>`:u}`}shown(){let{magnifier:e}=this,{live:r,magnified:s}={live:l.camera.live.title,magnified:l.camera.magnified},n=B.live.value&&this.picture!==void 0;return o`<div class="picture ${e.isOn?"magnified":""}" role="group" tabindex=${e.isOn?0:-1}
      aria-label=${e.isOn?`${r}, ${s}`:r}
      @pointerdown=${a=>e.press(a)} @pointermove=${a=>e.move(a)}
      @pointerup=${a=>e.release(a)} @pointercancel=${()=>e.letGo()}
      @keydown=${a=>e.key(a)}>
      <rc-live-picture .camera=${this.camera} .isOn=${B.live.value} .crop=${e.crop} @resized=${this.measure}></rc-live-picture>
      ${n&&B.peaking.value?o`<rc-peaking class="over" .picture=${this.picture}></rc-peaking>`:u}
      ${B.grid.value&&!e.isOn?o`<div class="over grid"></div>`:u}
      ${n&&B.histogram.value?o`<rc-histogram .picture=${this.picture}></rc-histogram>`:u}
    </div>`}magnifierEnd(){return o`<button class="end" @click=${()=>this.magnifier.end()}><rc-icon name="zoom"></rc-icon>${l.camera.magnifierEnd}</button>`}magnify(){this.magnifier.toggle(),this.magnifier.isOn&&this.updateComplete.then(()=>this.frame.focus())}measure(){let{size:e}=this.picture;this.ratio=e===void 0?this.ratio:e.width/e.height}fill(){this.dispatchEvent(new CustomEvent("full"))}};We.styles=[m.styles,g`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
        min-height: 0;
      }
      rc-tool-bar {
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .area {
        position: relative;
        display: grid;
        place-content: center;
        min-height: 0;
        background: #000;
        color-scheme: dark; /* what lies over the picture is the same by day and by night */
        container-type: size;
      }
      .picture {
        position: relative;
        width: min(100cqw, 100cqh * var(--ratio));
        aspect-ratio: var(--ratio);
        cursor: zoom-in;
      }
      .picture.magnified {
        cursor: grab;
        touch-action: none;
      }
      .picture:focus-visible {
        outline-offset: -3px;
      }
      .over {
        position: absolute;
        inset: 0;
        pointer-events: none;
      }
      .grid {
        --line: rgb(255 255 255 / 0.5);
        background:
          linear-gradient(90deg, transparent calc(100% / 3), var(--line) 0 calc(100% / 3 + 1px), transparent 0 calc(200% / 3), var(--line) 0 calc(200% / 3 + 1px), transparent 0),
          linear-gradient(transparent calc(100% / 3), var(--line) 0 calc(100% / 3 + 1px), transparent 0 calc(200% / 3), var(--line) 0 calc(200% / 3 + 1px), transparent 0);
      }
      rc-histogram {
        position: absolute;
        top: 12px;
        right: 12px;
        width: min(256px, 40%);
        height: min(96px, 30%);
        pointer-events: none;
      }
      .end {
        position: absolute;
        left: 12px;
        bottom: 12px;
        background: rgb(0 0 0 / 0.65);
        border-color: rgb(255 255 255 / 0.5);
        color: #fff;
      }
      rc-focus-bar {
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      rc-picture-corner {
        position: absolute;
        right: 12px;
        bottom: 12px;
        width: 120px;
        height: 84px;
      }
      .countdown {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        color: #fff;
        font-size: min(14rem, 60cqh);
        font-weight: 700;
        line-height: 1;
        text-shadow: 0 0 24px rgb(0 0 0 / 0.8);
        pointer-events: none;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 900px) {
        .area {
          width: 100%;
          aspect-ratio: var(--area-ratio, var(--ratio));
        }
        rc-picture-corner {
          width: 84px;
          height: 60px;
        }
      }
    `],c([h({attribute:!1})],We.prototype,"camera",2),c([x()],We.prototype,"ratio",2),c([C("rc-live-picture")],We.prototype,"picture",2),c([C(".picture")],We.prototype,"frame",2),c([C(".area")],We.prototype,"area",2),We=c([b("rc-stage")],We);var Ur=class extends m{constructor(){super(),this.watch(A)}render(){return o`<div class="parts">
      <rc-stage .camera=${this.camera} @full=${this.fill}></rc-stage>
      ${N("operate")?o`<rc-fire-bar .camera=${this.camera}></rc-fire-bar>`:u}
      <rc-settings-panel .camera=${this.camera}></rc-settings-panel>
    </div>`}fill(){(document.fullscreenElement===null?this.requestFullscreen():document.exitFullscreen()).catch(e=>M.fail(e))}};Ur.styles=[m.styles,g`
      :host {
        height: 100%;
      }
      .parts {
        display: grid;
        grid-template: "stage settings" minmax(0, 1fr) "fire settings" auto / minmax(0, 1fr) minmax(300px, 380px);
        height: 100%;
      }
      rc-stage {
        grid-area: stage;
      }
      rc-fire-bar {
        grid-area: fire;
      }
      rc-settings-panel {
        grid-area: settings;
        overflow: auto;
        border-left: 1px solid var(--line);
        background: var(--surface);
      }
      :host(:fullscreen) {
        background: var(--ground);
      }
      :host(:fullscreen) .parts {
        grid-template: "stage" minmax(0, 1fr) "fire" auto / minmax(0, 1fr);
        height: 100%;
      }
      :host(:fullscreen) rc-stage {
        --area-ratio: auto; /* it is as high as the screen, whatever the picture's shape */
      }
      :host(:fullscreen) rc-settings-panel {
        display: none;
      }
      @media (max-width: 900px) {
        .parts {
          grid-template: "stage" auto "settings" 1fr "fire" auto / minmax(0, 1fr);
          height: auto;
          min-height: 100%;
        }
        rc-fire-bar {
          position: sticky;
          z-index: 5;
          bottom: 0; /* in reach of the thumb, however far the settings are scrolled */
        }
        rc-settings-panel {
          border-left: 0;
        }
      }
    `],c([h({attribute:!1})],Ur.prototype,"camera",2),Ur=c([b("rc-camera-view")],Ur);var xa=class{constructor(){this.phase=new S({kind:"idle"});this.outcome=new S(void 0);this.left=new S(new Set)}get members(){return(v.list.value??[]).map(({id:t})=>t).filter(t=>!this.left.value.has(t))}choose(t,e){this.chooseAll([t],e)}chooseAll(t,e){let r=new Set(this.left.value);t.forEach(s=>e?r.delete(s):r.add(s)),this.left.value=r}async fire(t,e){let{members:r}=this;this.outcome.value=void 0,this.countdown=new AbortController;try{await Os(t,this.countdown.signal,n=>this.phase.value={kind:"counting",left:n}),this.phase.value={kind:"taking"};let s=await O().captureGroup({cameras:[...r],partial:e});this.outcome.value={manifest:s,failures:Rl(s.cameras)},M.say($a(s))}catch(s){if(!G(s)){let{failures:n}=s instanceof E?s.data:{};this.outcome.value={failure:P(s),refused:n??[],failures:Rl(n??[])}}}finally{this.phase.value={kind:"idle"}}}cancel(){this.countdown?.abort()}};function $a({complete:i,failed:t,fewer_files:e,cameras:r,skew_ms:s,uncertainty_ms:n}){let a=s===null?void 0:l.wall.within(s,n);if(!i){let d=r.filter(({files:p,released_ms:f})=>p===void 0&&f!==void 0);return l.wall.incomplete(t,r.length,d.length,a)}return e.length===0?l.wall.complete(r.length,a):l.wall.uneven(e.length,r.length,a)}function Rl(i){return new Map(i.flatMap(({camera:t,error:e})=>e===void 0?[]:[[t,Ar(e)]]))}var T=new xa;function ka(i,t){let e=i.filter(({error:a})=>a!==void 0),r=new Set(t?.fewer_files),s=i.filter(({camera:a})=>r.has(a)),n=t?.files_per_camera??0;return[...Al(e,zp),...Al(s,({files:a})=>[l.wall.fewer(a?.length??0,n),l.wall.fewerRemedy])]}function Tl(i){return new Set(ka(i?.cameras??[],i).flatMap(({cameras:t})=>t))}function zp({error:i,released_ms:t,may_have_released:e}){let r=i===void 0?void 0:Ar(i);return[`${t!==void 0?l.wall.released:e===!0?l.wall.mayHaveReleased:""} ${r?.message??""}`.trim(),r?.remedy]}function Al(i,t){return[...Et(i,r=>JSON.stringify([r.host,...t(r)])).values()].map(r=>{let[s]=r,[n,a]=t(s),d=new Map(r.flatMap(({camera:p,label:f})=>f===void 0?[]:[[p,f]]));return{cameras:r.map(({camera:p})=>p),labels:d,host:s.host,message:n,remedy:a}})}var Fl=["","ready","away","unnamed","wrong"],Sa=["none","host","place"],Ri=new S(""),Ai=new S(""),Ts=se("wall grouping",""),Fs=[Ri,Ai,Ts,v.list,T.outcome];function Dl(){let i=Ri.value.toLowerCase().split(/\s+/).filter(Boolean),t=Tl(T.outcome.value?.manifest);return(v.list.value??[]).filter(e=>{let r=[v.allNamesOf(e.id),e.host,e.id].join(" ").toLowerCase();return Hp(e,Ai.value,t)&&i.every(s=>r.includes(s))})}function Ds(){let i=new Set((v.list.value??[]).map(({host:t})=>t));return Sa.find(t=>t===Ts.value)??(i.size>1?"host":"none")}function Hp({id:i,state:t,label:e},r,s){switch(r){case"ready":return t==="ready"||t==="busy";case"away":return t!=="ready"&&t!=="busy";case"unnamed":return e===void 0;case"wrong":return s.has(i)||T.outcome.value?.failures.has(i)===!0;default:return!0}}var Ea=new Intl.Collator(void 0,{numeric:!0}).compare,Ls="\uFFFF";function Ll(i,t){if(t==="none")return[{heading:void 0,cameras:i}];let e=[...Et(i,r=>t==="host"?r.host:Wp(r))];return e.sort(([r],[s])=>r===void 0?1:s===void 0?-1:Ea(r,s)),e.map(([r,s])=>({heading:r??(t==="host"?l.wall.noHost:l.wall.noPlace),cameras:s.sort((n,a)=>Ea(n.place??Ls,a.place??Ls)||Ea(n.label??Ls,a.label??Ls))}))}function Wp({place:i}){return i?.split(",",1)[0]?.trim()||void 0}var or=class extends m{constructor(){super(...arguments);this.icon="info";this.heading=""}render(){return o`<rc-icon name=${this.icon}></rc-icon><h2>${this.heading}</h2><slot></slot>`}};or.styles=[m.styles,g`
      :host {
        max-width: 34rem;
        margin: 12vh auto 0;
        padding: 0 16px;
        text-align: center;
      }
      rc-icon {
        width: 48px;
        height: 48px;
        margin-bottom: 12px;
        color: var(--muted);
      }
      h2 {
        margin-bottom: 8px;
      }
    `],c([h()],or.prototype,"icon",2),c([h()],or.prototype,"heading",2),or=c([b("rc-empty")],or);var Ns=class extends m{render(){return o`<rc-empty icon="camera" heading=${l.cameras.none}>
      <p class="muted">${l.cameras.noneLead}</p>
      <p class="muted">${l.cameras.noneVirtual} <code>--virtual 1</code>.</p>
    </rc-empty>`}};Ns=c([b("rc-no-camera")],Ns);var Ti=256e6,_a=class{constructor(){this.kept=new Map}async get(t,e,r,s){let n=`${t} ${e}`,a=this.kept.get(n)??await O().downloadBlob(e,{camera:t,signal:r,onProgress:({done:d,total:p})=>s(d,p??0)});return this.kept.delete(n),this.kept.set(n,a),this.shrink(),a}forget(t,e){e.forEach(r=>this.kept.delete(`${t} ${r}`))}clear(){this.kept.clear()}shrink(){let t=[...this.kept.values()].reduce((e,{size:r})=>e+r,0);for(let[e,{size:r}]of this.kept){if(t<=Ti)break;this.kept.delete(e),t-=r}}},Gr=new _a;var Bp=6e3,Kp=3,Yp=10,Is=class extends Error{constructor(t,e){let r=[...t.keys()].slice(0,Yp),s=t.size-r.length,[n]=t.values();super(`${l.wall.filesNotSaved([...r,...s>0?[l.wall.andOthers(s)]:[]].join(", "))}. ${n?.message??""}`),this.remedy=l.wall.filesNotSavedRemedy(e)}},Ca=class{constructor(){this.list=new S([]);this.lastId=0;this.uploads=Promise.resolve()}async download(t,e){let r=this.add("download",e.filename,"running",e.size_bytes);await this.run(r,s=>Nl({camera:t,file:e,name:e.filename},s,(n,a)=>this.change(r,{done:n,total:a??void 0})))}async downloadAll(t,e,r){let s=this.add("download",e,"running",t.reduce((n,{file:a})=>n+(a.size_bytes??0),0));await this.run(s,async n=>{let[a,d,p]=[[...t],new Map,new Map],f=async()=>{for(let $=a.shift();$!==void 0;$=a.shift()){let w=$,k=_=>{p.set(w,_),this.change(s,{done:[...p.values()].reduce((R,U)=>R+U,0)})};try{await Nl(w,n,k),k(w.file.size_bytes??0)}catch(_){n.throwIfAborted(),d.set(w.name,P(_))}}};if(await Promise.all(Array.from({length:Kp},f)),d.size>0)throw new Is(d,r);return"done"})}async downloadMany(t,e,r){let s=this.add("download",r,"running",void 0);await this.run(s,async n=>{let a={camera:t,paths:e.map(({path:f})=>f)},{url:d,filename:p}=await O().call("get_archive_url",a);return await Vp(Pa(d),n),Oa(Pa(d),p),this.change(s,{name:p}),"browser"})}upload(t,e,r){for(let s of e){let n=this.add("upload",s.name,"waiting",s.size);this.uploads=this.uploads.then(()=>this.run(n,async a=>(this.change(n,{state:"running",total:void 0}),await O().upload(s,r,{camera:t,signal:a}),"done")))}}refuse(t,e){this.change(this.add("upload",t.name,"waiting",t.size),{state:"failed",failure:{message:e}})}dismiss(t){this.list.value.find(e=>e.id===t)?.control.abort(),this.list.value=this.list.value.filter(e=>e.id!==t)}async run(t,e){let r=this.list.value.find(s=>s.id===t);if(r!==void 0)try{this.change(t,{state:await e(r.control.signal)}),setTimeout(()=>this.dismiss(t),Bp)}catch(s){G(s)?this.dismiss(t):this.change(t,{state:"failed",failure:s instanceof Is?s:P(s)})}}add(t,e,r,s){let n=++this.lastId;return this.list.value=[...this.list.value,{id:n,kind:t,name:e,state:r,done:0,total:s,control:new AbortController}],n}change(t,e){this.list.value=this.list.value.map(r=>r.id===t?{...r,...e}:r)}},ye=new Ca;function Pa(i){return new URL(i.replace(/^\//,""),location.href).href}async function Vp(i,t){if((await fetch(i,{method:"HEAD",signal:t,cache:"no-store"})).ok)return;let e=await fetch(i,{signal:t,cache:"no-store"}),{message:r,code:s,data:n}=await e.json();throw new E(r,s,n)}async function Nl({camera:i,file:t,name:e},r,s){if((t.size_bytes??0)>Ti){let{url:d}=await O().getFileUrl({path:t.path,camera:i});return r.throwIfAborted(),Oa(Pa(d),e),"browser"}let n=({done:d,total:p})=>s(d,p),a=URL.createObjectURL(await O().downloadBlob(t.path,{camera:i,signal:r,onProgress:n}));return Oa(a,e),setTimeout(()=>URL.revokeObjectURL(a),6e4),"done"}function Oa(i,t){let e=document.createElement("a");e.href=i,e.download=t,e.click()}var Fi=class extends m{constructor(){super();this.resizing=new ResizeObserver(()=>Il(this.offsetHeight));this.watch(ye.list)}connectedCallback(){super.connectedCallback(),this.resizing.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect(),Il(0)}render(){let{value:e}=ye.list;return e.length===0?u:o`<ul aria-label=${l.pictures.transfers}>
      ${Y(e,({id:r})=>r,r=>this.item(r))}
    </ul>`}item(e){let{id:r,kind:s,name:n,state:a,failure:d}=e,f=a==="done"||a==="failed"||a==="browser"?l.dismiss:l.pictures.giveUp(n);return o`<li>
      <rc-icon name=${a==="done"?"check":a==="failed"?"warning":s}></rc-icon>
      <span class="name"><strong>${n}</strong><span class="muted">${this.words(e)}</span></span>
      <button class="quiet icon" aria-label=${f} title=${f} @click=${()=>ye.dismiss(r)}><rc-icon name="close"></rc-icon></button>
      ${a==="running"?this.bar(e):u}
      ${d===void 0?u:o`<rc-failure class="wide" .failure=${d}></rc-failure>`}
    </li>`}bar({name:e,done:r,total:s}){return s===void 0?o`<progress class="wide" aria-label=${e}></progress>`:o`<progress class="wide" aria-label=${e} max=${s} .value=${r}></progress>`}words({kind:e,state:r,done:s,total:n}){return r==="running"&&n!==void 0?l.pictures.loaded(I(s),I(n)):l.pictures.transferStates[e][r]}};Fi.styles=[m.styles,g`
      ul {
        max-height: 40vh;
        padding: 0 16px;
        overflow: auto;
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: 4px 10px;
        padding: 6px 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .name {
        display: flex;
        gap: 4px 12px;
        flex-wrap: wrap;
        overflow-wrap: anywhere;
      }
      progress {
        width: 100%;
      }
      .wide {
        grid-column: 2 / -1;
      }
    `],Fi=c([b("rc-transfers")],Fi);function Il(i){document.documentElement.style.setProperty("--transfers",`${i}px`)}var Jp="ws://localhost:8765/rpc";function ql({group_id:i,cameras:t}){let e=t.flatMap(({camera:r,label:s,files:n})=>(n??[]).map(a=>{let d=a.path.slice(a.path.lastIndexOf("/")+1);return{camera:r,file:{...a,filename:d},name:`${s??r}-${d}`.replace(/[\\/:*?"<>|\p{Cc}]/gu,"_")}}));return ye.downloadAll(e,l.wall.groupName(i),Ma(i))}function Ma(i){let t=y.url===Jp?"":` --url ${y.url}`;return`rpc-camera collect ${i} --into pictures${t}`}var Xp=2e3,Rt=class extends m{constructor(){super(...arguments);this.text=()=>"";this.label=l.copy;this.isCopied=!1;this.timer=0}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer)}render(){let e=this.isCopied?l.copied:this.label;return o`<button type="button" aria-label=${this.what===void 0?u:`${e}: ${this.what}`} @click=${this.copy}>
      <rc-icon name=${this.isCopied?"check":"copy"}></rc-icon>${e}
    </button>`}async copy(){try{await Zp(await this.text())}catch(e){M.fail(e);return}M.say(l.copied),this.isCopied=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>this.isCopied=!1,Xp)}};c([h({attribute:!1})],Rt.prototype,"text",2),c([h()],Rt.prototype,"label",2),c([h()],Rt.prototype,"what",2),c([x()],Rt.prototype,"isCopied",2),Rt=c([b("rc-copy")],Rt);async function Zp(i){if(isSecureContext){await navigator.clipboard.writeText(i);return}let t=document.createElement("textarea");t.value=i,t.className="offscreen",document.body.append(t);let e=document.activeElement;t.select(),document.execCommand("copy"),t.remove(),e instanceof HTMLElement&&e.focus()}var we=l.wall,Qp=12,Di=class extends m{constructor(){super(),this.watch(T.outcome,T.phase,v.list,y.state)}render(){let t=T.outcome.value;if(t===void 0)return u;let{manifest:e,failure:r,refused:s}=t,n=ka(e?.cameras??s??[],e),a=n.reduce((p,{cameras:{length:f}})=>p+f,0),d=(e?.cameras.length??0)-a;return o`<section tabindex="0" aria-label=${we.wrongs}>
      ${e===void 0?u:o`<p class="outcome ${a===0?"good":"bad"}">${$a(e)}</p>`}
      ${r===void 0?u:o`<rc-failure .failure=${r}></rc-failure>`}
      ${n.length===0?u:o`<ul aria-label=${e===void 0?we.refused:we.wrongs}>${n.map(p=>this.item(p))}</ul>`}
      ${a===0||d===0||e===void 0?u:o`<p class="muted">${we.others(d)}</p>`}
      ${this.files()}
      <button class="quiet icon close" aria-label=${we.closeReport} title=${we.closeReport} @click=${()=>T.outcome.value=void 0}>
        <rc-icon name="close"></rc-icon>
      </button>
    </section>`}item({cameras:t,labels:e,host:r,message:s,remedy:n}){let a=t.slice(0,Qp).map(p=>v.find(p)===void 0?e.get(p)??p:v.nameOf(p)),d=t.length-a.length;return o`<li>
      <strong>${a.join(", ")}</strong>${d>0?` ${we.andOthers(d)}`:u}
      ${r===void 0?u:o`<span class="muted">${we.onHost(r)}</span>`}
      <p>${D(s)}</p>
      ${n?o`<p class="muted">${D(n)}</p>`:u}
    </li>`}files(){let t=T.outcome.value?.manifest,e=t?.cameras.reduce((n,{files:a})=>n+(a?.length??0),0)??0;if(t===void 0||e===0)return u;let r=Ma(t.group_id),s=y.state.value.kind!=="connected";return o`<div class="row files">
      <button ?disabled=${s} title=${s?l.connection.lost:we.download(e)} @click=${()=>{ql(t)}}>
        <rc-icon name="download"></rc-icon>${we.download(e)}
      </button>
      <span class="muted">${we.collect}</span>
      <code>${r}</code><rc-copy what=${we.collectWhat} .text=${()=>r}></rc-copy>
    </div>`}};Di.styles=[m.styles,g`
      section {
        position: relative;
        display: grid;
        justify-items: center;
        gap: 8px;
        max-height: 40vh;
        margin-bottom: 8px;
        padding: 0 44px;
        overflow: auto;
      }
      .outcome {
        text-align: center;
        font-weight: 550;
      }
      .good {
        color: var(--good);
      }
      .bad {
        color: var(--bad);
      }
      .close {
        position: absolute;
        top: 0;
        right: 0;
      }
      ul,
      rc-failure {
        width: min(100%, 48rem);
      }
      li {
        padding: 6px 0 6px 12px;
        border-left: 3px solid var(--bad);
        overflow-wrap: anywhere;
      }
      li + li {
        margin-top: 8px;
      }
      .files {
        justify-content: center;
        gap: 8px 12px;
      }
      @media (max-width: 480px) {
        section {
          padding: 0 36px 0 0;
        }
      }
    `],Di=c([b("rc-group-report")],Di);var Ra=class{constructor(){this.showing=new S(new Set)}async show(t,e){if(!this.showing.value.has(t)){this.change(r=>r.add(t));try{await O().identifyCamera({camera:t},e===void 0?{}:{signal:e})}finally{this.change(r=>r.delete(t))}}}change(t){let e=new Set(this.showing.value);t(e),this.showing.value=e}},xe=new Ra;function Aa(i){let[,t,e]=/^(.*?)(\d{1,9})$/.exec(i)??[];return t===void 0||e===void 0?void 0:t+String(Number(e)+1).padStart(e.length,"0")}var ot=l.wall.walk,Ul=64,eu=10,$e=class extends m{constructor(){super();this.ids=[];this.place=0;this.isOpen=!1;this.last={label:"",place:""};this.named=0;this.save=async e=>{e.preventDefault();let{place:r,camera:s}=this,n={label:this.label.value.trim(),place:this.row.value.trim()};try{await O().labelCamera({...n,camera:s})}catch(a){this.failure=P(a);return}this.last=n,this.named+=n.label===""?0:1,r>=this.ids.length-1?this.dialog.close():this.goTo(r+1)};this.end=()=>{this.showing?.abort(),this.isOpen=!1,this.dispatchEvent(new CustomEvent("walking",{detail:!1})),this.named>0&&M.tell(ot.done(this.named),"good")};this.watch(v.list,y.state,xe.showing)}begin(e){this.ids=e,this.named=0,this.last={label:"",place:""},this.isOpen=!0,this.dispatchEvent(new CustomEvent("walking",{detail:!0})),this.dialog.showModal(),this.goTo(Math.max(0,e.findIndex(r=>v.find(r)?.label===void 0)))}disconnectedCallback(){super.disconnectedCallback(),this.showing?.abort()}render(){let e=this.camera,r=this.place>=this.ids.length-1,s=xe.showing.value.has(e),n=s?l.label.showing:re(e),a=v.find(e)?.host;return o`<dialog aria-labelledby="title" @keydown=${d=>d.stopPropagation()} @close=${this.end}>
      <form @submit=${this.save}>
        <div class="row">
          <h2 id="title" class="grow">${ot.title}</h2>
          <span class="muted">${ot.position(this.place+1,this.ids.length)}</span>
          <button type="button" class="quiet icon" aria-label=${l.close} title=${l.close} @click=${()=>this.dialog.close()}><rc-icon name="close"></rc-icon></button>
        </div>
        <div class="who">
          <p class="names grow" role="status">${v.allNamesOf(e)}${a===void 0?u:o` <span class="muted">${l.wall.onHost(a)}</span>`}</p>
          <button type="button" title=${n??l.label.show} aria-disabled=${n!==void 0} @click=${()=>n===void 0&&this.show()}>
            <rc-icon name="eye"></rc-icon>${s?l.label.showing:l.label.show}
          </button>
        </div>
        <div class="picture">${this.isOpen?Er(e,o`<rc-live-picture .camera=${e} .maxFps=${eu}></rc-live-picture>`):u}</div>
        <div class="field"><label for="label">${ot.label}</label><input id="label" maxlength=${Ul} autocomplete="off" /></div>
        <div class="field"><label for="place">${ot.place}</label><input id="place" maxlength=${Ul} autocomplete="off" /></div>
        <rc-failure .failure=${this.failure}></rc-failure>
        <div class="row buttons">
          <button type="button" ?disabled=${this.place===0} @click=${()=>this.goTo(this.place-1)}>${ot.back}</button>
          <span class="grow"></span>
          ${r?u:o`<button type="button" @click=${()=>this.goTo(this.place+1)}>${ot.skip}</button>`}
          <button class="primary">${r?ot.last:ot.next}</button>
        </div>
      </form>
    </dialog>`}get camera(){return this.ids[this.place]??""}async goTo(e){[this.place,this.failure]=[e,void 0];let r=v.find(this.camera);this.label.value=r?.label??Aa(this.last.label)??"",this.row.value=r?.place??Aa(this.last.place)??this.last.place,this.label.focus(),this.label.select(),await this.show()}async show(){this.showing?.abort();let e=this.camera,{signal:r}=this.showing=new AbortController;if(re(e)===void 0)try{await xe.show(e,r)}catch(s){!r.aborted&&!G(s)&&(this.failure=P(s))}}};$e.styles=[m.styles,g`
      form {
        display: grid;
        gap: 12px;
        width: min(30rem, calc(100vw - 74px));
      }
      .picture {
        aspect-ratio: 3 / 2;
        max-height: 38vh;
        overflow: hidden;
        border-radius: var(--radius);
        background: #000;
        color-scheme: dark;
      }
      .field {
        display: grid;
        gap: 4px;
      }
      .names {
        overflow-wrap: anywhere;
      }
      .who {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .who button {
        flex: none;
        min-width: 8.5rem; /* for both of its texts */
      }
      .buttons {
        gap: 8px;
      }
    `],c([x()],$e.prototype,"ids",2),c([x()],$e.prototype,"place",2),c([x()],$e.prototype,"failure",2),c([x()],$e.prototype,"isOpen",2),c([C("dialog")],$e.prototype,"dialog",2),c([C("#label")],$e.prototype,"label",2),c([C("#place")],$e.prototype,"row",2),$e=c([b("rc-walk")],$e);var V=l.wall,tu=6,lr=class extends m{constructor(){super();this.ids=[];this.watch(...Fs,v.hosts,A),new q(this,[{key:"/",label:V.searchKey,run:()=>this.input?.focus()}])}render(){let e=v.list.value?.length??0,r=v.hosts.value.filter(({reachable:s})=>!s).map(({host:s})=>s);return o`<div class="bar row">
        ${e>tu||v.hosts.value.length>1?this.filters():u}
        <span class="count muted" role="status">${V.shown(this.ids.length,e)}</span>
        <span class="grow"></span>
        ${N("operate")?this.forAll():u}
      </div>
      <div role="status">${r.length===0?u:o`<p class="away"><rc-icon name="warning"></rc-icon>${V.hostsAway(r)}</p>`}</div>`}forAll(){return o`<button class="quiet" title=${V.tickWhat} @click=${()=>T.chooseAll(this.ids,!0)}>${V.tickAll}</button>
        <button class="quiet" title=${V.tickWhat} @click=${()=>T.chooseAll(this.ids,!1)}>${V.tickNone}</button>
        <button class="walk" aria-label=${V.walk.open} title=${V.walk.openWhat} ?disabled=${this.ids.length===0} @click=${()=>this.dispatchEvent(new CustomEvent("walk"))}>
          <rc-icon name="tag"></rc-icon><span class="words">${V.walk.open}</span>
        </button>`}filters(){let e=Ds();return o`<input type="search" aria-label=${V.searchWhat} placeholder=${`${V.search} (/)`} title=${V.searchWhat} .value=${Ri.value}
        @input=${r=>Ri.value=r.target.value} />
      <select aria-label=${V.state} @change=${r=>Ai.value=r.target.value}>
        ${Fl.map(r=>o`<option value=${r} .selected=${r===Ai.value}>${V.states[r]}</option>`)}
      </select>
      <select aria-label=${V.grouping} @change=${r=>Ts.value=r.target.value}>
        ${Sa.map(r=>o`<option value=${r} .selected=${r===e}>${V.groupings[r]}</option>`)}
      </select>`}};lr.styles=[m.styles,g`
      :host {
        padding: 8px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .bar {
        gap: 8px;
      }
      input {
        flex: 1 1 12rem;
        min-width: 8rem;
        max-width: 22rem;
      }
      select {
        flex: 0 1 auto;
        min-width: 0;
      }
      .count {
        min-width: 7.5rem;
        white-space: nowrap;
      }
      .away {
        display: flex;
        gap: 8px;
        margin-top: 8px;
        color: var(--bad);
        font-weight: 550;
      }
      @media (max-width: 700px) {
        :host {
          padding: 6px 8px;
        }
        .bar {
          gap: 6px;
        }
        input {
          flex-basis: calc(100% - 60px);
          max-width: none;
        }
        .walk {
          order: -1;
          width: var(--tap);
          padding: 0;
        }
        input {
          order: -2;
        }
        .words {
          display: none;
        }
        select {
          flex: 1 1 8rem;
        }
        .grow {
          flex-basis: 0;
        }
      }
    `],c([h({attribute:!1})],lr.prototype,"ids",2),c([C("input")],lr.prototype,"input",2),lr=c([b("rc-wall-bar")],lr);var Ta=class extends fe{constructor(e){super(e);this.before={};if(e.type!==le.ELEMENT)throw new Error("`styled` stands in an element's tag by itself.")}render(e){return j}update(e,[r]){let{style:s}=e.element;for(let[n,a]of Object.entries(r))this.before[n]!==a&&s.setProperty(n,a);return this.before=r,j}},dr=qe(Ta);var Gl=1.3333333333333333;function jl(i,t,{areSmall:e=!1}={}){let r=e?200:280,s={columns:1,width:0};for(let a=1;a<=i;a+=1){let d=Fa(t.height,Math.ceil(i/a))-64,p=Math.floor(Math.min(Fa(t.width,a),d*Gl));s=p>s.width?{columns:a,width:p}:s}if(s.width>=r)return s;let n=Math.max(1,Math.floor((t.width+16)/(r+16)));return{columns:n,width:Math.floor(Fa(t.width,n))}}function zl({width:i}){return Math.round(i/Gl)+64}function Fa(i,t){return(i-16*(t-1))/t}var ru=8,lt=class extends m{constructor(){super();this.isLive=!0;this.fps=5;this.isInSight=!0;this.sight=new IntersectionObserver(e=>this.isInSight=e.at(-1)?.isIntersecting??!0);this.watch(v.list,y.state,T.left,T.outcome,T.phase,xe.showing,A)}connectedCallback(){super.connectedCallback();let{phase:e,failure:r}=De(this.camera.id),s=[e,r].map(n=>n.subscribe(()=>this.requestUpdate()));this.sight.observe(this),this.end=()=>[...s,()=>this.sight.disconnect()].forEach(n=>n())}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}render(){let{id:e,state:r,state_reason:s}=this.camera,[n,a]=[v.nameOf(e),v.markOf(e)],d=De(e),p=y.state.value.kind==="connected",f=d.phase.value.kind==="idle"&&T.phase.value.kind==="idle",$=f&&this.camera.shutter_open===!0&&Fr(e)===void 0,w=$?void 0:f?re(e):l.camera.shutter.waits,k=$?l.wall.closeOne(n):l.wall.fireOne(n),_=()=>{$?d.close():d.fire({delayS:0})};return o`<div class="picture">
        <rc-live-picture .camera=${e} .isOn=${this.isLive&&this.isInSight} .maxFps=${this.fps}></rc-live-picture>
        <rc-picture-corner .camera=${e}></rc-picture-corner>
        ${N("operate")?this.showButton(e,n):u}
      </div>
      <div class="foot">
        ${N("operate")?o`<input type="checkbox" aria-label=${l.wall.takesPart(n)} .checked=${!T.left.value.has(e)}
          @change=${R=>T.choose(e,R.target.checked)} />`:u}
        <span class="grow">
          <a class="name" href=${K("camera",e)} title=${v.allNamesOf(e)} aria-label=${n}>
            <span class="model">${v.modelOf(e)}</span>${a===void 0?u:o`<span class="mark ${a.length>ru?"long":""}">· ${a}</span>`}
          </a>
          <span class="state muted ${p?r:""}" title=${s??""}>${p?l.cameras.states[r]:l.cameras.unknown}</span>
        </span>
        ${N("operate")?o`<button class="icon" aria-label=${k} title=${w??k} aria-disabled=${w!==void 0}
          @click=${()=>w===void 0&&_()}>
          <rc-icon name=${$?"stop":"camera"}></rc-icon>
        </button>`:u}
      </div>
      <rc-failure .failure=${T.outcome.value?.failures.get(e)??d.failure.value}></rc-failure>`}showButton(e,r){let s=xe.showing.value.has(e),n=s?l.wall.showing(r):re(e),a=l.wall.show(r);return o`<button class="icon show" aria-label=${a} title=${n??a} aria-disabled=${n!==void 0} aria-pressed=${s}
      @click=${()=>n===void 0&&void xe.show(e).catch(d=>M.fail(d))}>
      <rc-icon name="eye"></rc-icon>
    </button>`}};lt.styles=[m.styles,g`
      :host {
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        content-visibility: auto; /* of a hundred cameras, most are out of sight */
        contain-intrinsic-height: auto var(--height);
      }
      .picture {
        position: relative;
        display: block;
        aspect-ratio: 4 / 3;
        background: #000;
        color-scheme: dark;
      }
      rc-picture-corner {
        position: absolute;
        right: 8px;
        bottom: 8px;
        width: 84px;
        height: 60px;
      }
      .show {
        position: absolute;
        bottom: 8px;
        left: 8px;
        border-color: transparent;
        background: rgb(0 0 0 / 0.55);
        color: #fff;
      }
      .show[aria-pressed="true"] {
        border-color: #fff;
        background: var(--accent-ground);
        color: #fff;
      }
      .foot {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 8px 8px 8px 12px;
      }
      .name {
        display: flex;
        gap: 0.4ch;
        color: inherit;
        font-weight: 550;
        white-space: nowrap;
      }
      .mark {
        flex: none;
      }
      .mark.long {
        flex: 1;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .model {
        overflow: hidden; /* the mark, which tells one from another, is never cut */
        text-overflow: ellipsis;
      }
      .state {
        display: block;
        overflow: hidden;
        font-size: 0.82rem;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .state::before {
        content: "";
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-right: 6px;
        border-radius: 50%;
        background: var(--muted);
      }
      .state.ready::before {
        background: var(--good);
      }
      .state.busy::before {
        background: var(--accent);
      }
      .state.lost::before,
      .state.failed::before {
        background: var(--bad);
      }
      button {
        flex: none;
        border-radius: 50%;
      }
      rc-failure {
        display: block;
        padding: 0 8px;
      }
    `],c([h({attribute:!1})],lt.prototype,"camera",2),c([h({attribute:!1})],lt.prototype,"isLive",2),c([h({attribute:!1})],lt.prototype,"fps",2),c([x()],lt.prototype,"isInSight",2),lt=c([b("rc-wall-tile")],lt);var Hl=24,iu=5,su=2,At=class extends m{constructor(){super();this.sections=[];this.isLive=!0;this.room={width:0,height:0};this.sizes=new ResizeObserver(([e])=>this.room=e?.contentRect??this.room);this.watch(T.left,A)}connectedCallback(){super.connectedCallback(),this.sizes.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.sizes.disconnect()}render(){let{sections:e}=this,r=e.reduce((a,{cameras:d})=>a+d.length,0),s=jl(r,this.room,{areSmall:r>Hl}),n={"--columns":String(s.columns),"--width":`${s.width}px`,"--height":`${zl(s)}px`};return o`<div class="tiles" ${dr(n)}>
        ${Y(e,({heading:a})=>a,a=>this.section(a,r>Hl?su:iu))}
      </div>
      ${r===0?o`<p class="muted" role="status">${l.wall.noneShown}</p>`:u}`}section({heading:e,cameras:r},s){return o`${e===void 0?u:this.heading(e,r)}
      ${Y(r,({id:n})=>n,n=>o`<rc-wall-tile .camera=${n} .isLive=${this.isLive} .fps=${s}></rc-wall-tile>`)}`}heading(e,r){let s=r.map(({id:p})=>p),n=s.filter(p=>!T.left.value.has(p)).length,a=r.filter(({state:p})=>p!=="ready"&&p!=="busy").length,d=n>0&&n<s.length;return o`<div class="heading">
      ${N("operate")?o`<input type="checkbox" aria-label=${l.wall.sectionTakesPart(e)} .checked=${n===s.length} .indeterminate=${d}
        @change=${()=>T.chooseAll(s,n<s.length)} />`:u}
      <h2>${e}</h2>
      <span class="muted">${l.wall.sectionCount(s.length,a)}</span>
    </div>`}};At.styles=[m.styles,g`
      :host {
        overflow: auto;
        padding: 16px;
      }
      .tiles {
        display: grid;
        grid-template-columns: repeat(var(--columns), var(--width));
        grid-auto-rows: max-content; /* tiles that do not fit are scrolled to, not pressed together */
        justify-content: center;
        gap: 16px;
      }
      .heading {
        display: flex;
        grid-column: 1 / -1;
        align-items: baseline;
        gap: 10px;
      }
      .heading input {
        align-self: center;
      }
      p {
        text-align: center;
      }
      @media (max-width: 480px) {
        :host {
          padding: 8px;
        }
      }
    `],c([h({attribute:!1})],At.prototype,"sections",2),c([h({attribute:!1})],At.prototype,"isLive",2),c([x()],At.prototype,"room",2),At=c([b("rc-wall-tiles")],At);var Li=se("live view of all",!0),qs=se("partial group",!1),cr=class extends m{constructor(){super();this.isWalking=!1;this.watch(...Fs,y.state,T.phase,T.left,Li,qs,A);let{keys:e}=l.wall;new q(this,[{key:" ",label:e.fire,run:()=>this.press()},{key:"Escape",label:e.cancel,run:()=>T.cancel()},{key:"l",label:l.camera.keys.live,run:()=>Le(Li)}])}disconnectedCallback(){super.disconnectedCallback(),T.cancel()}render(){let e=T.phase.value;if(!v.list.value?.length&&v.hosts.value.every(({reachable:n})=>n))return o`<rc-no-camera></rc-no-camera>`;let r=Ll(Dl(),Ds()),s=r.flatMap(n=>n.cameras.map(({id:a})=>a));return o`<rc-wall-bar .ids=${s} @walk=${()=>this.walk.begin(s)}></rc-wall-bar>
      <rc-wall-tiles .sections=${r} .isLive=${Li.value&&!this.isWalking}></rc-wall-tiles>
      ${e.kind==="counting"?o`<div class="countdown" role="timer">${e.left}</div>`:u}
      <rc-transfers></rc-transfers>
      <div class="fire"><rc-group-report></rc-group-report>${this.bar()}</div>
      <rc-walk @walking=${({detail:n})=>this.isWalking=n}></rc-walk>`}bar(){let{kind:e}=T.phase.value,r=e==="counting";return o`<div class="bar">
      <div class="row left">
        ${Wl(l.wall.live,Li.value,()=>Le(Li))}
        ${N("operate")?Wl(l.wall.partial,qs.value,()=>Le(qs)):u}
      </div>
      ${N("operate")?this.shutter(e,r):u}
    </div>`}shutter(e,r){return o`<rc-shutter-button .label=${r?l.camera.shutter.cancel:l.wall.fire(T.members.length)}
        .why=${this.why} .isSaid=${this.why!==void 0&&ze(this.why)===void 0} .isBusy=${e==="taking"} .isStop=${r} @press=${()=>this.press()}></rc-shutter-button>
      <div class="row"><rc-self-timer .isLocked=${e!=="idle"}></rc-self-timer></div>`}get why(){return y.state.value.kind!=="connected"?l.connection.lost:T.phase.value.kind==="taking"?l.wall.firing:T.members.length===0?l.wall.none:pe("operate")}press(){T.phase.value.kind==="counting"?T.cancel():this.why===void 0&&T.fire(nr.value,qs.value)}};cr.styles=[m.styles,g`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      rc-wall-tiles {
        flex: 1;
        min-height: 0;
      }
      .fire {
        padding: 8px 12px;
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      .bar {
        display: grid;
        grid-template-columns: 1fr auto 1fr;
        align-items: center;
        gap: var(--gap);
      }
      .left {
        justify-content: flex-end;
      }
      .check {
        display: inline-flex;
        line-height: 1.2;
        align-items: center;
        gap: 8px;
      }
      input {
        flex: none;
      }
      .countdown {
        position: fixed;
        inset: 0;
        z-index: 20;
        display: grid;
        place-content: center;
        color: #fff;
        font-size: min(16rem, 50vmin);
        font-weight: 700;
        text-shadow: 0 0 24px #000;
        pointer-events: none;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 480px) {
        .fire {
          padding: 6px 8px;
        }
        .left {
          justify-content: flex-start;
        }
      }
    `],c([x()],cr.prototype,"isWalking",2),c([C("rc-walk")],cr.prototype,"walk",2),cr=c([b("rc-wall")],cr);function Wl(i,t,e){return o`<label class="check"><input type="checkbox" .checked=${t} @change=${e} />${i}</label>`}var Us=class{constructor(t){let e=t,r=e["x-service-discovery"];this.info=e.info,this.servers=e.servers??[],this.methods=r===void 0?e.methods:[...e.methods,r],this.notifications=e["x-notifications"]??[],this.groups=nu(this.methods),this.schemas=e.components?.schemas??{};let s=this.method("subscribe")?.params[0]?.schema.items;this.subscribable=new Set(s&&this.resolve(s).enum),this.errors=new Map(Object.values(e.components?.errors??{}).map(n=>[n.code,n]))}method(t){return this.methods.find(e=>e.name===t)}notification(t){return this.notifications.find(e=>e.name===t)}resolve(t){let e=t.$ref?.split("/").pop();return e===void 0?t:this.schemas[e]??{}}errorsOf({errors:t=[]}){return t.map(e=>this.errors.get(e.code)??e)}};function Ne({type:i}){return i===void 0?[]:[i].flat()}function nu(i){let t=new Map;for(let e of i){let r=e.tags?.[0]?.name??"";t.set(r,[...t.get(r)??[],e])}return new Map([...t].sort(([e],[r])=>e.localeCompare(r)))}var au=20,ou=200,Gs=class{constructor(){this.contract=new S(void 0);this.failure=new S(void 0);this.isConnected=new S(!1);this.subscribed=new S(new Set);this.received=new S(new Map);this.isWanted=!1;this.isOpening=!1;this.heard=new Set;this.pending=new Map;this.stopWatching=()=>{}}start(){this.isWanted=!0,this.stopWatching=y.state.subscribe(()=>{this.open()}),this.open()}end(){this.isWanted=!1,this.stopWatching(),clearTimeout(this.timer),this.session?.close(),this.session=void 0,this.isConnected.value=!1}async call(t,e,r){if(this.session===void 0&&await this.open(),this.session===void 0)throw new Error(this.failure.value?.message);let s=await this.session.call(t,e,r);return(t==="subscribe"||t==="unsubscribe")&&(this.subscribed.value=new Set(s.events)),s}async open(){if(!(this.session!==void 0||this.isOpening||y.state.value.kind!=="connected")){this.isOpening=!0;try{let t=await y.another();if(!this.isWanted){t.close();return}this.use(t),await this.discover(t)}catch(t){this.failure.value=P(t)}finally{this.isOpening=!1}}}use(t){this.session=t,this.isConnected.value=!0,this.subscribed.value=new Set,this.heard.clear(),t.onConnection(e=>{this.isConnected.value=e,e&&this.discover(t).catch(r=>this.failure.value=P(r))}),t.onClose(()=>{this.session=void 0,this.isConnected.value=!1})}async discover(t){let e=new Us(await t.rpcDiscover());e.notifications.filter(({name:r})=>!this.heard.has(r)).forEach(({name:r})=>this.listen(t,r)),this.contract.value=e,this.failure.value=void 0}listen(t,e){this.heard.add(e),t.on(e,r=>{let s={at:new Date,params:r,bytes:Da(r)};this.pending.set(e,[s,...this.pending.get(e)??[]].slice(0,au)),this.timer??=setTimeout(()=>{this.timer=void 0,this.received.value=new Map(this.pending)},ou)})}};function Da(i){try{return vi(i)}catch{return}}var dt=l.explorer,ct=class extends m{constructor(){super();this.words=[];new q(this,[{key:"/",label:dt.searchKey,run:()=>this.input.focus()}])}render(){let{groups:e,notifications:r}=this.contract,n=[...[...e].map(([a,d])=>[a,d.map(p=>({...p,isUnsafe:p["x-safe"]===!1}))]),[dt.notifications,r.map(a=>({...a,isUnsafe:!1}))]].map(([a,d])=>[a,d.filter(p=>this.isFound(a,p))]).filter(([,a])=>a.length>0);return o`<div class="search"><input type="search" aria-label=${dt.search} placeholder=${`${dt.search} (/)`} @input=${this.search} />
        <p class="muted legend" aria-hidden="true"><span class="mark"></span>${dt.changes}</p></div>
      <nav aria-label=${dt.list}>${n.map(([a,d])=>o`<h2>${a}</h2><ul>${d.map(p=>this.entry(p))}</ul>`)}</nav>
      ${n.length===0?o`<p class="muted" role="status">${dt.nothingFound}</p>`:u}`}entry({name:e,summary:r,isUnsafe:s}){return o`<li><a href=${K("explorer",e)} title=${r??""} aria-current=${e===this.current?"page":u}>
      ${e}${s?o`<span class="mark" title=${dt.changes}></span><span class="visually-hidden">${dt.changes}</span>`:u}
    </a></li>`}isFound(e,{name:r,summary:s="",description:n=""}){let a=`${e} ${r} ${s} ${n}`.toLowerCase();return this.words.every(d=>a.includes(d))}search(){this.words=this.input.value.toLowerCase().split(/\s+/).filter(Boolean)}};ct.styles=[m.styles,g`
      :host {
        padding: 0 12px 12px;
      }
      input {
        width: 100%;
      }
      .search {
        position: sticky;
        top: 0;
        z-index: 1;
        margin: 0 -12px;
        padding: 12px;
        background: var(--surface);
      }
      h2 {
        margin: 12px 8px 4px;
        color: var(--muted);
        font-size: 0.82rem;
      }
      a {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 30px;
        padding: 2px 8px;
        border-radius: 6px;
        color: var(--text);
        font: 0.88rem var(--mono);
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      a:hover {
        background: var(--sunken);
      }
      a[aria-current="page"] {
        background: var(--sunken);
        color: var(--accent);
        font-weight: 600;
      }
      .legend {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 8px 0;
        font-size: 0.82rem;
      }
      a .mark {
        margin-left: auto;
      }
      .mark {
        width: 8px;
        height: 8px;
        flex: none;
        border: 2px solid var(--warn);
        border-radius: 2px;
      }
      [role="status"] {
        padding: 12px 8px;
      }
      @media (pointer: coarse) {
        a {
          min-height: var(--tap);
        }
      }
    `],c([h({attribute:!1})],ct.prototype,"contract",2),c([h({attribute:!1})],ct.prototype,"current",2),c([x()],ct.prototype,"words",2),c([C("input")],ct.prototype,"input",2),ct=c([b("rc-method-list")],ct);var ke=l.explorer;function pt(i,t){let e=t.resolve(i);return i.$ref!==void 0&&e.title!==void 0?e.title:e.oneOf!==void 0?e.oneOf.map(s=>pt(s,t)).join(" or "):Ne(e).map(s=>s==="array"&&e.items?`array of ${pt(e.items,t)}`:s).join(" or ")||(e.const===void 0?ke.any:JSON.stringify(e.const))}function js(i){return[...Yl(i).map(e=>e.words),...i.default===void 0?[]:[ke.byDefault(JSON.stringify(i.default))]].join(", ")}function Kl(i,t){let e=Yl(t).find(r=>!r.holds(i));return e&&ke.broken(e.words)}function Yl(i){let t=(e,r,s)=>e===void 0?[]:[{words:r(e),holds:n=>typeof n!="number"||s(n,e)}];return[...t(i.minimum,ke.atLeast,(e,r)=>e>=r),...t(i.exclusiveMinimum,ke.moreThan,(e,r)=>e>r),...t(i.maximum,ke.atMost,(e,r)=>e<=r),...t(i.exclusiveMaximum,ke.lessThan,(e,r)=>e<r),...Bl(i.minLength,i.maxLength,ke.characters,e=>typeof e=="string"?[...e].length:void 0),...Bl(i.minItems,i.maxItems,ke.items,e=>Array.isArray(e)?e.length:void 0),...du(i.pattern)]}function Bl(i=0,t=1/0,e,r){if(i===0&&t===1/0)return[];let s=t===1/0?ke.atLeast(i):i===0?ke.atMost(t):`${i}\u2013${t}`;return[{words:e(s,t===1/0?i:t),holds:n=>lu(r(n),i,t)}]}function lu(i,t,e){return i===void 0||i>=t&&i<=e}function du(i){return i===void 0?[]:[{words:ke.matching(i),holds:t=>typeof t!="string"||new RegExp(i,"u").test(t)}]}var Tt=l.explorer,Vl="";function Jl(){return{isJson:!1,fields:{},json:"{}"}}function La(i,t,e,r){let s={};for(let n of i.params){let a=t[n.name];if(a!==void 0){let d=r.resolve(n.schema);s[n.name]={type:ed(a,d),text:typeof a=="string"?a:JSON.stringify(a,void 0,pr(d)?2:0)}}}return{isJson:e,fields:s,json:JSON.stringify(t,void 0,2)}}function Xl(i,t,e){let r=t.params.filter(({name:s,value:n})=>{let a=i.params.find(d=>d.name===s);return n!==null||a!==void 0&&Ne(e.resolve(a.schema)).includes("null")});return Object.fromEntries(r.map(({name:s,value:n})=>[s,n]))}function zs(i,t,e){if(t.isJson)return cu(t.json);let r={params:{},faults:{}};for(let s of i.params){let n=pu(s,t.fields[s.name],e.resolve(s.schema));n!==void 0&&"value"in n?r.params[s.name]=n.value:n!==void 0&&(r.faults[s.name]=n.fault)}return r}function Zl({params:i},{params:t,faults:e}){return i.filter(({name:r,required:s})=>s&&t[r]===void 0&&(e[r]??Tt.missing)===Tt.missing).map(({name:r})=>r)}function Na(i){return Ne(i)[0]??"object"}function pr(i){let t=Ne(i);return t.length===0||t.includes("array")||t.includes("object")}function cu(i){let t=Ql(i.trim()||"{}");return"fault"in t?{params:{},faults:{[Vl]:t.fault}}:typeof t.value=="object"&&t.value!==null&&!Array.isArray(t.value)?{params:t.value,faults:{}}:{params:{},faults:{[Vl]:Tt.notAnObject}}}function pu(i,t,e){let r=t?.text??"",s=t?.type??Na(e);if(s==="null")return{value:null};if(r.trim()==="")return i.required?{fault:Tt.missing}:void 0;let n=pr(e)?Ql(r):uu(r,s);if("fault"in n)return n;let a=Ne(e);if(pr(e)&&a.length>0&&!a.includes(ed(n.value,e)))return{fault:Tt.wrongType(a.join(", "))};let d=Kl(n.value,e);return d===void 0?n:{fault:d}}function uu(i,t){switch(t){case"boolean":return{value:i==="true"};case"integer":case"number":{let e=Number(i);return Number.isFinite(e)?t==="integer"&&!Number.isInteger(e)?{fault:Tt.badInteger}:{value:e}:{fault:Tt.badNumber}}default:return{value:i}}}function Ql(i){try{return{value:JSON.parse(i)}}catch(t){return{fault:Tt.badJson(t.message)}}}function ed(i,t){let e=i===null?"null":Array.isArray(i)?"array":typeof i;return e==="number"&&Number.isInteger(i)&&Ne(t).includes("integer")?"integer":e}var mu=/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,hu=/^[A-Za-z_$][\w$]*$/;function Be(i){return JSON.stringify(i).replace(mu,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function Hs(i){return Array.isArray(i)?`[${i.map(Hs).join(", ")}]`:qa(i)?`{${Object.entries(i).map(([t,e])=>`${Be(t)}: ${Hs(e)}`).join(", ")}}`:i===null?"None":i===!0?"True":i===!1?"False":Ia(i)}function Ws(i){if(Array.isArray(i))return`[${i.map(Ws).join(", ")}]`;if(qa(i)){let t=Object.entries(i).map(([e,r])=>`${fu(e)}: ${Ws(r)}`);return t.length===0?"{}":`{ ${t.join(", ")} }`}return Ia(i)}function Bs(i){return Array.isArray(i)?`[]any{${i.map(Bs).join(", ")}}`:qa(i)?`map[string]any{${Object.entries(i).map(([t,e])=>`${Be(t)}: ${Bs(e)}`).join(", ")}}`:i===null?"nil":Ia(i)}function td(i){return`'${JSON.stringify(i).replaceAll("'","\\u0027")}'`}function fu(i){return i==="__proto__"?`[${Be(i)}]`:hu.test(i)?i:Be(i)}function Ia(i){return typeof i=="string"?Be(i):JSON.stringify(i)}function qa(i){return typeof i=="object"&&i!==null}var Ua={curl:gu,Python:vu,TypeScript:bu,Go:yu};function rd({name:i,result:t},e){return t?.schema.oneOf!==void 0&&"cameras"in e?`${i}_of_cameras`:i}function gu(i,t,e){return`curl -sS ${i.replace(/^ws/,"http")} \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d ${td({jsonrpc:"2.0",id:1,method:t,params:e})}
`}function vu(i,t,e,r){let s=Object.entries(e).map(([n,a])=>`${n}=${Hs(a)}`);return`import os

from rpc_camera_client.sync import Session

with Session.connect(${Be(i)}, token=os.environ["TOKEN"]) as session:
    print(session.${r.replaceAll(".","_")}(${s.join(", ")}))
`}function bu(i,t,e,r){let s=r.replace(/[._](\w)/g,(a,d)=>d.toUpperCase()),n=Object.keys(e).length===0?"":Ws(e);return`import { Session } from "rpc-camera-client";

const session = await Session.connect(${Be(i)}, { token: process.env.TOKEN });
console.log(await session.${s}(${n}));
session.close();
`}function yu(i,t,e){return`package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"rpc-camera/rpccamera"
)

func main() {
	ctx := context.Background()
	session, err := rpccamera.Connect(ctx, ${Be(i)}, rpccamera.Options{Token: os.Getenv("TOKEN")})
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	params := ${Bs(e)}
	var result json.RawMessage
	if err := session.Call(ctx, ${Be(t)}, params, &result); err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(result))
}
`}var sd=2e3,ur=l.explorer,id="curl",ut=class extends m{constructor(){super(...arguments);this.params={};this.missing=[];this.language=id}render(){let e=JSON.stringify(this.params),r=JSON.parse(e,(n,a)=>y.isToken(a)?ur.hiddenToken:wu(a)?`${a.slice(0,sd)}\u2026`:a),s=Ua[this.language](y.url,this.method.name,r,rd(this.method,r));return o`<div class="row">
        <div role="group" class="row" aria-label=${ur.language}>
          ${Object.keys(Ua).map(n=>o`<button type="button" aria-pressed=${n===this.language} @click=${()=>this.pick(n)}>${n}</button>`)}
        </div>
        <rc-copy .what=${ur.code} .text=${()=>s}></rc-copy>
      </div>
      ${this.missing.length===0?u:o`<p class="missing">${ur.codeMissing(this.missing.join(", "))}</p>`}
      <pre tabindex="0" role="region" aria-label=${ur.code}>${s}</pre>
      <p class="muted">${ur.codeNote} ${JSON.stringify(r)===e?u:ur.codeShortened}</p>`}pick(e){this.language=id=e}};ut.styles=[m.styles,g`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      rc-copy {
        margin-left: auto;
      }
      .missing {
        color: var(--warn);
      }
      pre {
        max-height: 28rem;
        margin: 0;
        padding: 10px 12px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sunken);
        line-height: 1.4;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        tab-size: 4;
      }
    `],c([h({attribute:!1})],ut.prototype,"method",2),c([h({attribute:!1})],ut.prototype,"params",2),c([h({attribute:!1})],ut.prototype,"missing",2),c([x()],ut.prototype,"language",2),ut=c([b("rc-code")],ut);function wu(i){return typeof i=="string"&&i.length>sd}var xu=300,$u=48,Ga=6e4,ku=2e4,Su=/^[A-Za-z0-9+/]+=*$/,Eu=/("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g,ja=l.explorer;function _u(i){return JSON.stringify(i,(t,e)=>typeof e=="string"?Cu(e):e,2)??""}function Cu(i){if(i.length<=xu)return i;let t=i.slice(0,$u);return Su.test(i)?ja.base64(t,I(Math.floor(i.length*3/4))):ja.cut(t,i.length)}var Ft=class extends m{constructor(){super(...arguments);this.label="";this.note=""}render(){let e=_u(this.value),r=e.slice(0,Ga);return o`<div class="row head">
        <span class="label">${this.label}</span><span class="muted">${this.note}</span>
        <rc-copy .what=${this.label} .text=${()=>JSON.stringify(this.value,void 0,2)}></rc-copy>
      </div>
      <pre tabindex="0" role="region" aria-label=${this.label}>${r.length>ku?r:Pu(r)}${e.length>Ga?ja.cutWhole(e.length-Ga):u}</pre>`}};Ft.styles=[m.styles,g`
      pre {
        max-height: 28rem;
        margin: 0;
        padding: 10px 12px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sunken);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        line-height: 1.4;
      }
      .head {
        min-height: 36px;
        margin-bottom: 4px;
      }
      .key {
        color: var(--accent);
      }
      .text {
        color: var(--good);
      }
      .word {
        color: var(--warn);
      }
      rc-copy {
        margin-left: auto;
      }
    `],c([h({attribute:!1})],Ft.prototype,"value",2),c([h()],Ft.prototype,"label",2),c([h()],Ft.prototype,"note",2),Ft=c([b("rc-json")],Ft);function Pu(i){let t=[],e=0;for(let{0:r,1:s,2:n,index:a}of i.matchAll(Eu)){t.push(i.slice(e,a));let d=s===void 0?"word":n===void 0?"text":"key";t.push(o`<span class=${d}>${r}</span>`),e=a+r.length}return[...t,i.slice(e)]}var Dt=class extends m{constructor(){super(...arguments);this.opened=new Set}render(){let e=this.inner(this.schema),r=e.oneOf??[];if(r.length>0)return o`<ul>${r.map(n=>this.member(pt(n,this.contract),n,!0))}</ul>`;let s=Object.entries(e.properties??{});if(s.length===0){let{additionalProperties:n}=e;return typeof n=="object"?o`<ul>${this.member("*",n,!0)}</ul>`:this.choices(e)}return o`<ul>${s.map(([n,a])=>this.member(n,a,e.required?.includes(n)===!0))}</ul>`}member(e,r,s){let n=this.contract.resolve(r),a=r.description??n.description,d=js(n);return o`<li>
      <span class="name">${e}</span> <span class="type">${pt(r,this.contract)}${s?"":"?"}</span>
      ${a?o`<p class="muted">${D(a)}</p>`:u} ${d?o`<p class="muted">${d}</p>`:u}
      ${this.hasMore(r)?this.more(e,r):this.choices(this.inner(r))}
    </li>`}more(e,r){let s=this.opened.has(e);return o`<details ?open=${s} @toggle=${n=>this.toggle(e,n)}>
      <summary aria-label=${`${l.explorer.schema}: ${e}`}>${l.explorer.schema}</summary>
      ${s?o`<rc-schema .schema=${r} .contract=${this.contract}></rc-schema>`:u}
    </details>`}choices({enum:e=[]}){return e.length===0?u:o`<p class="choices">${e.map(r=>o`<code>${String(r)}</code>`)}</p>`}toggle(e,r){let s=new Set(this.opened);r.newState==="open"?s.add(e):s.delete(e),this.opened=s}inner(e){let r=this.contract.resolve(e);return r.items===void 0?r:this.inner(r.items)}hasMore(e){let{properties:r,additionalProperties:s}=this.inner(e);return r!==void 0||typeof s=="object"&&this.inner(s).properties!==void 0}};Dt.styles=[m.styles,g`
      ul {
        display: grid;
        gap: 8px;
        overflow-wrap: anywhere;
      }
      .type {
        color: var(--muted);
        font-family: var(--mono);
        font-size: 0.85em;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-top: 4px;
      }
      .choices code {
        padding: 1px 6px;
        border: 1px solid var(--line);
        border-radius: 4px;
      }
      .name {
        font: 600 0.9em var(--mono);
      }
      .muted {
        font-size: 0.92em;
      }
      summary {
        color: var(--accent);
        font-size: 0.88rem;
        cursor: pointer;
      }
      details > rc-schema {
        margin: 6px 0 4px 4px;
        padding-left: 12px;
        border-left: 2px solid var(--line);
      }
    `],c([h({attribute:!1})],Dt.prototype,"schema",2),c([h({attribute:!1})],Dt.prototype,"contract",2),c([x()],Dt.prototype,"opened",2),Dt=c([b("rc-schema")],Dt);function nd(i){let t={},e=i instanceof E?i.data.errors:void 0;for(let{path:r,message:s}of e??[]){let[,n="",...a]=r.split("/"),d=a.length===0?s:`${a.join("/")}: ${s}`;t[n]=t[n]===void 0?d:`${t[n]} ${d}`}return t}var Ou=[["image/jpeg",[255,216,255]],["image/png",[137,80,78,71]],["image/gif",[71,73,70,56]],["image/bmp",[66,77]]],Mu=100,mr=class extends m{willUpdate(t){if(t.has("value")){this.forget();let e=Ru(this.value);this.url=e&&URL.createObjectURL(e)}}disconnectedCallback(){super.disconnectedCallback(),this.forget()}render(){return this.url===void 0?u:o`<img src=${this.url} alt=${l.explorer.picture} @error=${()=>this.forget()} />`}forget(){this.url!==void 0&&(URL.revokeObjectURL(this.url),this.url=void 0)}};mr.styles=[m.styles,g`
      img {
        display: block;
        max-width: 100%;
        max-height: 24rem;
        border-radius: var(--radius);
        background: var(--sunken);
      }
    `],c([h({attribute:!1})],mr.prototype,"value",2),c([x()],mr.prototype,"url",2),mr=c([b("rc-answer-picture")],mr);function Ru(i){let t=i instanceof Uint8Array?i:Au(i),e=t&&Ou.find(([,r])=>r.every((s,n)=>t[n]===s))?.[0];return e===void 0||t===void 0?void 0:new Blob([t],{type:e})}function Au(i){if(!(typeof i!="object"||i===null)){for(let t of Object.values(i))if(typeof t=="string"&&t.length>=Mu)try{return Uint8Array.from(atob(t),e=>e.charCodeAt(0))}catch{}}}var Lt=l.explorer,jr=class extends m{render(){let{method:t,params:e,tookS:r,error:s,result:n}=this.exchange;return o`${r===void 0?u:this.answer(s,n,Lt.took(Fu(r)))}
      <rc-json label=${Lt.request} note=${Lt.requestNote} .value=${{method:t,params:ad(e)}}></rc-json>`}answer(t,e,r){if(t!==void 0){let n=G(t)?{message:Lt.cancelled}:P(t);return o`<rc-failure .failure=${n}></rc-failure>
        ${t instanceof E?o`<rc-json label=${Lt.answer} note=${r} .value=${{error:{code:t.code,message:t.message,data:t.data}}}></rc-json>`:u}`}let s=Da(e);return o`<rc-answer-picture .value=${s??e}></rc-answer-picture>
      ${s===void 0?u:o`<p class="muted">${Lt.bytes(I(s.length))}</p>`}
      <rc-json label=${Lt.answer} note=${r} .value=${{result:Tu(e)?ad(e):e}}></rc-json>`}};jr.styles=[m.styles,g`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
    `],c([h({attribute:!1})],jr.prototype,"exchange",2),jr=c([b("rc-exchange")],jr);function Tu(i){return typeof i=="object"&&i!==null&&!Array.isArray(i)}function ad(i){return Object.fromEntries(Object.entries(i).map(([t,e])=>[t,y.isToken(e)?Lt.hiddenToken:e]))}function Fu(i){return i<1?`${Math.round(i*1e3)} ms`:`${i.toFixed(1)} s`}var mt=class extends m{constructor(){super(...arguments);this.label="";this.choices=[];this.chosen=[]}render(){return o`<div role="group" aria-label=${this.label}>
      ${this.choices.map(([e,r])=>o`<label>
        <input type="checkbox" .checked=${this.chosen.includes(e)} @change=${()=>this.toggle(e)} />${r}
      </label>`)}
    </div>`}toggle(e){let s=this.chosen.includes(e)?this.chosen.filter(n=>n!==e):[...this.chosen,e];this.dispatchEvent(new CustomEvent("change",{detail:s}))}};mt.shadowRootOptions={...m.shadowRootOptions,delegatesFocus:!0},mt.styles=[m.styles,g`
      [role="group"] {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
        gap: 4px 12px;
      }
      label {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: 28px;
        color: var(--text);
        font-weight: 400;
        overflow-wrap: anywhere;
      }
      @media (pointer: coarse) {
        label {
          min-height: var(--tap);
        }
      }
    `],c([h()],mt.prototype,"label",2),c([h({attribute:!1})],mt.prototype,"choices",2),c([h({attribute:!1})],mt.prototype,"chosen",2),mt=c([b("rc-choices")],mt);var Nt=l.explorer,Ni="control",Ie=class extends m{constructor(){super();this.chosen="";this.typed=e=>this.say({text:od(e),type:this.type});this.watch(v.list)}render(){let{param:e,contract:r}=this,s=r.resolve(e.schema),n=js(s);return o`<div class="head">
        <label for=${Ni}>${e.name}</label>
        <span class="type">${pt(e.schema,r)}</span>
        ${e.required?o`<span class="required">${Nt.required}</span>`:u}
      </div>
      <div class="control">${this.typePicker(s)}${this.control(s)}</div>
      ${this.fault?o`<p class="fault" id="fault" role="alert">${this.fault}</p>`:u}
      <p class="muted" id="help">${D(e.description??s.description)} ${n?o`(${n})`:u}</p>
      ${pr(s)&&this.choices(s)===void 0?this.members():u}`}get type(){return this.draft?.type??Na(this.contract.resolve(this.param.schema))}control(e){if(e.enum!==void 0)return this.select(e.enum.map(n=>[String(n),String(n)]));if(this.param.name==="camera"&&Ne(e).includes("string"))return this.cameraSelect();if(e.contentEncoding==="base64")return this.file();let r=this.choices(e);if(r!==void 0)return o`<rc-choices label=${this.param.name} .choices=${r} .chosen=${Du(this.text)}
        @change=${({detail:n})=>this.say({text:n.length===0?"":JSON.stringify(n),type:"array"})}></rc-choices>`;if(pr(e))return o`<textarea id=${Ni} class="grow" spellcheck="false" rows="3" aria-describedby=${this.describedBy}
        aria-invalid=${this.invalid} .value=${ie(this.text)} @input=${this.typed}></textarea>`;if(this.type==="boolean")return this.select([["true","true"],["false","false"]]);let s=this.type==="integer"||this.type==="number";return o`<input id=${Ni} spellcheck="false" autocomplete="off" inputmode=${s?"decimal":"text"}
      ?disabled=${this.type==="null"} placeholder=${e.default===void 0?"":JSON.stringify(e.default)}
      aria-describedby=${this.describedBy} aria-invalid=${this.invalid} .value=${ie(this.type==="null"?"null":this.text)} @input=${this.typed} />`}choices({items:e}){let r=e&&this.contract.resolve(e).enum?.map(s=>[String(s),String(s)]);return this.param.name==="cameras"?this.cameraChoices():r}cameraChoices(){return(v.list.value??[]).map(({id:e,name:r})=>[e,`${r} (${e})`])}members(){return o`<details>
      <summary aria-label=${`${Nt.schema}: ${this.param.name}`}>${Nt.schema}</summary>
      <rc-schema .schema=${this.param.schema} .contract=${this.contract}></rc-schema>
    </details>`}get describedBy(){return this.fault?"fault help":"help"}get invalid(){return this.fault?"true":"false"}get text(){return this.draft?.text??""}typePicker(e){let r=Ne(e);return r.length<2||pr(e)?u:o`<select aria-label="${Nt.type}: ${this.param.name}" @change=${s=>this.say({text:this.text,type:od(s)})}>
          ${r.map(s=>o`<option ?selected=${s===this.type}>${s}</option>`)}
        </select>`}select(e,r=Nt.leftOut){return o`<select id=${Ni} aria-describedby=${this.describedBy} aria-invalid=${this.invalid} @change=${this.typed}>
      <option value="" ?selected=${this.text===""}>${this.param.required?"":r}</option>
      ${e.map(([s,n])=>o`<option value=${s} ?selected=${s===this.text}>${n}</option>`)}
    </select>`}cameraSelect(){let e=this.cameraChoices(),r=this.text!==""&&!e.some(([s])=>s===this.text);return this.select(r?[...e,[this.text,Nt.goneCamera(this.text)]]:e,Nt.selectedCamera)}file(){return o`<div>
      <input id=${Ni} type="file" aria-describedby=${this.describedBy} aria-invalid=${this.invalid} @change=${this.chose} />
      <p class="muted mono">${this.text===""?u:this.chosen||`${this.text.slice(0,32)}\u2026`}</p>
    </div>`}async chose(e){let r=e.target.files?.[0];r!==void 0&&(this.chosen=Nt.chosenFile(r.name,I(r.size)),this.say({text:await Lu(r),type:"string"}))}say(e){this.dispatchEvent(new CustomEvent("change",{detail:e}))}};Ie.shadowRootOptions={...m.shadowRootOptions,delegatesFocus:!0},Ie.styles=[m.styles,g`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 8px;
      }
      label {
        color: var(--text);
        font: 600 0.9em var(--mono);
      }
      .type {
        color: var(--muted);
        font: 0.85em var(--mono);
      }
      .required {
        color: var(--accent);
        font-size: 0.82rem;
        font-weight: 550;
      }
      .control {
        display: flex;
        gap: 8px;
        margin: 4px 0;
      }
      .control > :last-child {
        flex: 1;
        min-width: 0;
      }
      .control > select:last-child {
        width: 100%;
      }
      textarea {
        min-height: 6rem;
        font: 0.9em var(--mono);
        resize: vertical;
      }
      .fault {
        color: var(--bad);
        font-weight: 550;
      }
      .muted,
      .fault {
        font-size: 0.88rem;
      }
      summary {
        width: fit-content;
        color: var(--accent);
        font-size: 0.88rem;
        cursor: pointer;
      }
      details > rc-schema {
        margin: 6px 0 4px 4px;
        padding-left: 12px;
        border-left: 2px solid var(--line);
      }
      [aria-invalid="true"] {
        border-color: var(--bad);
      }
    `],c([h({attribute:!1})],Ie.prototype,"param",2),c([h({attribute:!1})],Ie.prototype,"contract",2),c([h({attribute:!1})],Ie.prototype,"draft",2),c([h()],Ie.prototype,"fault",2),c([x()],Ie.prototype,"chosen",2),Ie=c([b("rc-param")],Ie);function Du(i){try{let t=JSON.parse(i);return Array.isArray(t)?t:[]}catch{return[]}}function od(i){return i.target.value}async function Lu(i){let t=new FileReader;return await new Promise((e,r)=>{t.onload=e,t.onerror=()=>r(t.error),t.readAsDataURL(i)}),String(t.result).replace(/^[^,]*,/,"")}var ne=l.explorer,Nu=/^delete_/,me=class extends m{constructor(){super(...arguments);this.faults={};this.onKey=e=>{e.key==="Enter"&&(e.ctrlKey||e.metaKey)&&this.submit(e)}}firstUpdated(){this.watch(this.explorer.isConnected,A)}disconnectedCallback(){super.disconnectedCallback(),this.giveUp?.abort()}render(){return o`<form novalidate @submit=${this.submit} @keydown=${this.onKey}>
        ${this.examples()} ${this.ways()} ${this.draft.isJson?this.wholeField():this.fields()}
        ${this.actions()}
      </form>
      ${this.exchange===void 0?u:o`<rc-exchange .exchange=${this.exchange}></rc-exchange>`}
      <dialog aria-labelledby="confirm">
        <form method="dialog">
          <h2 id="confirm">${ne.confirm}</h2>
          <p>${ne.confirmLead(this.method.name)}</p>
          <div class="row">
            <button type="button" class="danger" @click=${this.confirmed}>${ne.confirmGo}</button>
            <button autofocus>${l.cancel}</button>
          </div>
        </form>
      </dialog>`}examples(){let e=(this.method.examples??[]).filter(({params:s})=>s.length>0),r=(this.method["x-error-examples"]??[]).filter(({params:s})=>Object.keys(s).length>0);return this.method.params.length===0||e.length+r.length===0?u:o`<div class="row examples"><span class="label">${ne.fill}</span>
      ${e.map(s=>o`<button type="button" @click=${()=>this.fill(s)}>${s.name}</button>`)}
      ${r.map(({name:s,params:n})=>o`<button type="button" @click=${()=>this.put(n)}>${s}</button>`)}
    </div>`}ways(){return this.method.params.length===0?o`<p class="muted">${ne.noParams}</p>`:o`<div role="group" class="row" aria-label=${ne.how}>
          ${[!1,!0].map(e=>o`<button type="button" aria-pressed=${this.draft.isJson===e} @click=${()=>this.switch(e)}>
            ${e?ne.asJson:ne.asForm}</button>`)}
        </div>`}fields(){return o`<div class="fields">${this.method.params.map(e=>o`<rc-param .param=${e} .contract=${this.contract}
      .draft=${this.draft.fields[e.name]} .fault=${this.faults[e.name]}
      @change=${({detail:r})=>this.change(e.name,r)}></rc-param>`)}</div>`}wholeField(){let e=Object.entries(this.faults);return o`<div>
      <label for="whole">${ne.params}</label>
      <textarea id="whole" spellcheck="false" aria-invalid=${e.length>0} aria-describedby="faults" .value=${this.draft.json}
        @input=${r=>this.say({...this.draft,json:r.target.value})}></textarea>
      <div id="faults" role="alert">${e.map(([r,s])=>o`<p class="fault">${r?o`<code>${r}</code>: `:u}${s}</p>`)}</div>
    </div>`}actions(){let e=!this.explorer.isConnected.value,{isBusy:r,forbidden:s}=this;return o`<div class="row">
        <button class="primary" title=${ne.sendKey} ?disabled=${e||r||s!==void 0} aria-describedby="state">${ne.send}</button>
        ${r?o`<button type="button" @click=${()=>this.giveUp?.abort()}>${l.cancel}</button>`:u}
        <span class="muted" id="state">${e?ne.lost:s!==void 0?s:r?this.progressWords():u}</span>
        ${r&&this.progress?.total?o`<progress aria-label=${this.progress.stage} max=${this.progress.total} value=${this.progress.done}></progress>`:u}
      </div>`}get forbidden(){return pe(this.method["x-scope"]??"view")}get isBusy(){return this.exchange!==void 0&&this.exchange.tookS===void 0}progressWords(){if(this.progress===void 0)return ne.sending;let{stage:e,done:r,total:s,unit:n}=this.progress,a=d=>n==="bytes"?I(d):`${Math.round(d*10)/10}`;return`${e}: ${a(r)}${s==null?"":` / ${a(s)}`} ${n==="bytes"?"":n}`}fill(e){this.put(Xl(this.method,e,this.contract))}put(e){this.say(La(this.method,e,this.draft.isJson,this.contract)),this.faults={}}switch(e){let{params:r,faults:s}=this.reading();e!==this.draft.isJson&&(this.faults=""in s?s:{},this.say(""in s?this.draft:La(this.method,r,e,this.contract)))}change(e,r){let{[e]:s,...n}=this.faults;this.faults=n,this.say({...this.draft,fields:{...this.draft.fields,[e]:r}})}reading(){return zs(this.method,this.draft,this.contract)}say(e){this.dispatchEvent(new CustomEvent("change",{detail:e}))}submit(e){if(e.preventDefault(),this.isBusy||this.forbidden!==void 0||!this.explorer.isConnected.value)return;let{params:r,faults:s}=this.reading();this.faults=s,Object.keys(s).length>0?this.showFault():Nu.test(this.method.name)?this.dialog.showModal():this.send(r)}confirmed(){this.dialog.close(),this.send(this.reading().params)}async send(e){let{name:r}=this.method,s=this.giveUp=new AbortController,n=performance.now(),a=()=>(performance.now()-n)/1e3;this.progress=void 0,this.exchange={method:r,params:e};try{let d=await this.explorer.call(r,e,{signal:s.signal,onProgress:p=>this.progress=p});this.exchange={method:r,params:e,tookS:a(),result:d}}catch(d){this.exchange={method:r,params:e,tookS:a(),error:d},this.faults=nd(d),await this.showFault()}M.say(`${ne.answer} ${ne.took(`${a().toFixed(1)} s`)}`)}async showFault(){await this.updateComplete;let e=this.method.params.findIndex(({name:r})=>r in this.faults);this.renderRoot.querySelectorAll("rc-param")[e]?.focus()}};me.styles=[m.styles,g`
      form,
      .fields,
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      textarea {
        width: 100%;
        min-height: 10rem;
        font: 0.9em var(--mono);
        resize: vertical;
      }
      .fault {
        color: var(--bad);
        font-weight: 550;
      }
      progress {
        width: 12rem;
        max-width: 100%;
      }
      .examples button {
        min-height: 30px;
        padding: 0 10px;
        font-size: 0.88rem;
      }
      dialog form {
        gap: 12px;
      }
    `],c([h({attribute:!1})],me.prototype,"method",2),c([h({attribute:!1})],me.prototype,"contract",2),c([h({attribute:!1})],me.prototype,"explorer",2),c([h({attribute:!1})],me.prototype,"draft",2),c([x()],me.prototype,"faults",2),c([x()],me.prototype,"exchange",2),c([x()],me.prototype,"progress",2),c([C("dialog")],me.prototype,"dialog",2),me=c([b("rc-try")],me);var Se=l.explorer,Ke=class extends m{render(){let{method:t,contract:e}=this,r=this.draft??this.drafts.get(t.name)??Jl(),s=zs(t,r,e),n=t["x-safe"];return o`<header>
        <div class="row">
          <h1>${t.name}</h1>
          ${n===void 0?u:o`<span class="badge ${n?"":"changes"}" title=${n?Se.safeWhy:Se.changesWhy}>${n?Se.safe:Se.changes}</span>`}
        </div>
        <p>${D(t.summary)}</p>
        ${t.description?o`<p class="muted">${D(t.description)}</p>`:u}
      </header>
      <div class="halves">
        <div class="half">
          <section class="card" aria-label=${Se.tryIt}><h2>${Se.tryIt}</h2>
            <rc-try .method=${t} .contract=${e} .explorer=${this.explorer} .draft=${r} @change=${this.keep}></rc-try>
          </section>
          <section class="card"><h2>${Se.code}</h2>
            <rc-code .method=${t} .params=${s.params} .missing=${Zl(t,s)}></rc-code>
          </section>
        </div>
        <div class="half">${this.result()} ${this.errors()}</div>
      </div>`}result(){let{result:t,examples:e=[]}=this.method;return t===void 0?u:o`<section class="card"><h2>${Se.result}</h2>
          <p class="muted"><code>${pt(t.schema,this.contract)}</code> ${D(t.description)}</p>
          <rc-schema .schema=${t.schema} .contract=${this.contract}></rc-schema>
          ${e.map(({name:r,description:s,result:n})=>n===void 0?u:this.folded(`${Se.exampleResult}: ${r}`,n.value,s))}
        </section>`}errors(){let t=this.contract.errorsOf(this.method),e=this.method["x-error-examples"]??[];return o`<section class="card"><h2>${Se.errors}</h2>
      <ul class="errors">${t.map(r=>this.error(r))}</ul>
      ${e.map(({name:r,error:s})=>this.folded(`${Se.exampleError}: ${r}`,s))}
    </section>`}error({code:t,message:e,data:r}){return o`<li>
      <code>${r?.name??t}</code> ${r===void 0?u:o`<span class="muted mono">${t}</span>`}
      <p>${e}${r?.retryable?o` <span class="muted">(${Se.retryable})</span>`:u}</p>
      ${r===void 0?u:o`<p class="muted">${D(r.remedy)}</p>`}
    </li>`}folded(t,e,r=""){return o`<details><summary>${t}</summary><rc-json label=${t} note=${r} .value=${e}></rc-json></details>`}keep({detail:t}){this.draft=t,this.drafts.set(this.method.name,t)}};Ke.styles=[m.styles,g`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 20px;
      }
      h1 {
        font-family: var(--mono);
        overflow-wrap: anywhere;
      }
      .badge {
        padding: 2px 8px;
        border: 1px solid var(--line-strong);
        border-radius: 99px;
        font-size: 0.82rem;
        font-weight: 550;
      }
      .changes {
        border-color: var(--warn);
        background: var(--warn-ground);
        color: var(--warn);
      }
      header,
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        min-width: 0;
      }
      .halves {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 20px;
        align-items: start;
      }
      .half {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 20px;
        min-width: 0;
      }
      @media (max-width: 1200px) {
        .halves {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .errors li {
        padding: 8px 0;
        border-top: 1px solid var(--line);
        font-size: 0.92em;
        overflow-wrap: anywhere;
      }
      .errors li:first-child {
        border-top: 0;
      }
      summary {
        cursor: pointer;
        font-size: 0.92rem;
      }
      details[open] summary {
        margin-bottom: 8px;
      }
    `],c([h({attribute:!1})],Ke.prototype,"method",2),c([h({attribute:!1})],Ke.prototype,"contract",2),c([h({attribute:!1})],Ke.prototype,"explorer",2),c([h({attribute:!1})],Ke.prototype,"drafts",2),c([x()],Ke.prototype,"draft",2),Ke=c([b("rc-method")],Ke);var Ye=l.explorer,Ve=class extends m{constructor(){super(...arguments);this.isBusy=!1}firstUpdated(){this.watch(this.explorer.received,this.explorer.subscribed,this.explorer.isConnected)}render(){let{kind:e,contract:r}=this,s=this.explorer.received.value.get(e.name)??[];return o`<header>
        <h1>${e.name}</h1>
        <p>${D(e.summary)}</p>
        ${e.description?o`<p class="muted">${D(e.description)}</p>`:u}
        ${this.subscription()}
        <rc-failure .failure=${this.failure}></rc-failure>
      </header>
      <div class="halves">
        <section class="card"><h2>${Ye.received}</h2>
          ${s.length===0?o`<p class="muted">${Ye.noneReceived}</p>`:u}
          <div class="received">${s.map((n,a)=>this.received(n,a===0))}</div>
        </section>
        <div class="half">
          <section class="card"><h2>${Ye.schema}</h2><rc-schema .schema=${e.params} .contract=${r}></rc-schema></section>
          ${(e.examples??[]).map(({params:n})=>o`<section class="card"><rc-json label=${Ye.example} .value=${{method:e.name,params:n}}></rc-json></section>`)}
        </div>
      </div>`}received({at:e,params:r,bytes:s},n){return o`<div>
      ${n?o`<rc-answer-picture .value=${s??r}></rc-answer-picture>`:u}
      <rc-json label=${Te(e)} .value=${r}></rc-json>
    </div>`}subscription(){if(!this.contract.subscribable.has(this.kind.name))return o`<p class="muted">${Ye.notSubscribable}</p>`;let e=this.explorer.subscribed.value.has(this.kind.name),r=!this.explorer.isConnected.value;return o`<div class="row">
      <button class=${e?"":"primary"} ?disabled=${r||this.isBusy} aria-describedby="state" @click=${()=>this.subscribe(!e)}>
        ${e?Ye.unsubscribe:Ye.subscribe}
      </button>
      <span class="muted" id="state" role="status">${r?Ye.lost:e?Ye.subscribed:Ye.notSubscribed}</span>
    </div>`}async subscribe(e){this.isBusy=!0,this.failure=void 0;try{await this.explorer.call(e?"subscribe":"unsubscribe",{events:[this.kind.name]},{})}catch(r){this.failure=P(r)}finally{this.isBusy=!1}}};Ve.styles=[m.styles,g`
      :host,
      header,
      section,
      .half,
      .received {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        min-width: 0;
      }
      h1 {
        font-family: var(--mono);
        overflow-wrap: anywhere;
      }
      .halves {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 20px;
        align-items: start;
      }
      @media (max-width: 1200px) {
        .halves {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `],c([h({attribute:!1})],Ve.prototype,"kind",2),c([h({attribute:!1})],Ve.prototype,"contract",2),c([h({attribute:!1})],Ve.prototype,"explorer",2),c([x()],Ve.prototype,"failure",2),c([x()],Ve.prototype,"isBusy",2),Ve=c([b("rc-notification")],Ve);var hr=l.explorer,Iu=new Map,zr=class extends m{constructor(){super();this.explorer=new Gs;this.watch(this.explorer.contract,this.explorer.failure)}connectedCallback(){super.connectedCallback(),this.explorer.start()}disconnectedCallback(){super.disconnectedCallback(),this.explorer.end()}render(){let e=this.explorer.contract.value;if(e===void 0){let r=this.explorer.failure.value;return o`<div class="note">${r===void 0?o`<p class="muted" role="status">${hr.loading}</p>`:o`<rc-failure .failure=${r}></rc-failure>`}</div>`}return o`${this.method===void 0?o`<h1 class="visually-hidden">${hr.title}</h1>`:u}
    <div class="halves ${this.method===void 0?"":"chosen"}">
      <rc-method-list .contract=${e} .current=${this.method}></rc-method-list>
      ${Er(this.method,o`<div class="page"><div class="inner">
        ${this.method===void 0?u:o`<a class="button back" href=${K("explorer")}><rc-icon name="previous"></rc-icon>${hr.back}</a>`}
        ${this.page(e)}
      </div></div>`)}
    </div>`}page(e){if(this.method===void 0)return this.lead(e);let r=e.method(this.method),s=e.notification(this.method);return r!==void 0?o`<rc-method .method=${r} .contract=${e} .explorer=${this.explorer} .drafts=${Iu}></rc-method>`:s!==void 0?o`<rc-notification .kind=${s} .contract=${e} .explorer=${this.explorer}></rc-notification>`:o`<rc-empty icon="explorer" heading=${hr.unknown(this.method)}></rc-empty>`}lead({info:e,methods:r,notifications:s,servers:n,groups:a}){return o`<div class="lead">
      <h2>${hr.pick}</h2>
      <p>${hr.lead(r.length,s.length)}</p>
      <p class="muted">${e.title} ${e.version}</p>
      <dl>${n.map(({name:d,url:p})=>o`<dt class="muted">${d}</dt><dd class="mono">${p}</dd>`)}</dl>
      <p>${hr.documents} <a href="openrpc.json">openrpc.json</a>, <a href="schemas/">schemas/</a></p>
      ${[...a].map(([d,p])=>o`<h3>${d}</h3>
        <dl class="overview">${p.map(({name:f,summary:$})=>o`<dt><a class="mono" href=${K("explorer",f)}>${f}</a></dt><dd>${D($)}</dd>`)}</dl>`)}
    </div>`}};zr.styles=[m.styles,g`
      :host {
        height: 100%;
      }
      .halves {
        display: grid;
        grid-template-columns: 264px minmax(0, 1fr);
        height: 100%;
      }
      rc-method-list {
        overflow: auto;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      .page {
        overflow: auto;
        padding: 20px;
      }
      .inner {
        max-width: 90rem;
        margin: 0 auto;
      }
      .back {
        display: none;
        margin-bottom: 12px;
      }
      .lead {
        display: grid;
        gap: 12px;
        max-width: 60rem;
      }
      .note {
        padding: 20px;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 16px;
        overflow-wrap: anywhere;
      }
      .overview {
        grid-template-columns: 14rem minmax(0, 1fr);
      }
      .lead h3 {
        margin-top: 8px;
      }
      @media (max-width: 800px) {
        .halves {
          grid-template-columns: minmax(0, 1fr);
        }
        .page {
          padding: 12px;
        }
        .chosen rc-method-list,
        .lead {
          display: none;
        }
        .halves:not(.chosen) .page {
          display: none;
        }
        .back {
          display: inline-flex;
        }
      }
    `],c([h({attribute:!1})],zr.prototype,"method",2),zr=c([b("rc-explorer-view")],zr);var Ks=2e3,qu=1e3,Uu=150,Gu=50,ju=600,za=class{constructor(){this.lines=new S([]);this.isComplete=new S(!1);this.failure=new S(void 0);this.isStarted=!1;this.lastSeq=0;this.lastKey=0;this.isReading=!1;this.isToReadAgain=!1;this.fresh=[];this.show=()=>{this.timer=void 0,this.fresh.length>0&&(this.lines.value=[...this.fresh.toReversed(),...this.lines.value].slice(0,Ks),this.timer=setTimeout(this.show,this.fresh.length>Gu?ju:Uu),this.fresh.length=0)}}start(){this.isStarted||(this.isStarted=!0,y.session.subscribe(()=>this.follow(y.session.value)),this.follow(y.session.value))}follow(t){this.session=t,this.lines.value=[],this.fresh.length=0,this.logId=void 0,this.lastSeq=0,this.isComplete.value=!1,t!==void 0&&(t.onConnection(e=>{t===this.session&&(this.isComplete.value=!1,e&&this.read(t))}),t.onEventsMissed(()=>{this.read(t)}),this.listen(t))}async listen(t){try{let{events:e}=await t.getServerInfo();e.forEach(r=>t.on(r,s=>this.hear(t,r,s)))}catch(e){this.failure.value=P(e)}await this.read(t)}hear(t,e,r){t===this.session&&(this.isComplete.value&&r.seq===this.lastSeq+1?(this.lastSeq=r.seq,this.add([this.lineOf(r.seq,e,r)])):(!this.isComplete.value||r.seq>this.lastSeq)&&this.read(t))}async read(t){if(this.isReading){this.isToReadAgain=!0;return}this.isReading=!0;try{do this.isToReadAgain=!1,await this.readToTheEnd(t);while(this.isToReadAgain&&t===this.session);clearTimeout(this.timer),this.show(),this.isComplete.value=t===this.session,this.failure.value=void 0}catch(e){this.failure.value=t.isConnected?P(e):void 0}finally{this.isReading=!1}t!==this.session&&this.session!==void 0&&await this.read(this.session)}async readToTheEnd(t){for(let e=!0;e;){let r=this.logId===void 0?{}:{log_id:this.logId},s=await t.getEvents({since:this.lastSeq,limit:qu,...r});if(t!==this.session)return;this.take(s),e=s.more}}take({log_id:t,events:e,gap:r,last_seq:s}){let n=this.gapWords(t,r,e[0]?.seq);this.add(n===void 0?[]:[{key:++this.lastKey,gap:n}]),this.add(e.map(({seq:a,event:d,params:p})=>this.lineOf(a,d,p))),this.logId=t,this.lastSeq=e.at(-1)?.seq??s}gapWords(t,e,r){return this.logId!==void 0&&this.logId!==t?l.log.restarted:e?l.log.forgotten(r):void 0}lineOf(t,e,r){let{at:s,camera:n}=r;return{key:++this.lastKey,seq:t,at:s,name:e,camera:n,params:r}}add(t){this.fresh.push(...t),this.timer===void 0&&this.show()}},Ee=new za;var Ha=l.log;function Wr(i){let t=cd(i.error);return{text:[zu(i),Wu(i),Bu(i),dd(i),Ku(i),Yu(i),Vu(i),ht(i.reason),t?.message].filter(Boolean).join(" \xB7 "),...t?.remedy?{remedy:t.remedy}:{},isBad:t!==void 0||["lost","failed","unreachable"].includes(ht(i.state)??"")||Hu(i)}}function zu({camera:i,host:t,count:e}){return i!==void 0||typeof t!="string"?void 0:e===void 0?t:`${t} \xB7 ${Ha.missing(typeof e=="number"?e:void 0)}`}function Hu({camera:i,host:t,count:e}){return i===void 0&&t!==void 0&&e!==void 0}function Wu({label:i,place:t}){return i===void 0?void 0:[ht(i),ht(t)].filter(Boolean).join(" \xB7 ")||Ha.unnamed}function Bu({name:i,value:t}){return typeof i=="string"&&t!==void 0?`${i}: ${typeof t=="string"?t:JSON.stringify(t)}`:void 0}function dd({file:i,path:t,files:e,origin:r}){let s=ld(i),n=Array.isArray(e)?e.map(ld).filter(Boolean).join(", "):void 0,a=ht(t),d=[s??n,a].filter(Boolean).join(" \u2192 ");return d&&typeof r=="string"?`${d} (${r})`:d}function Ku({state:i,previous:t}){return typeof i!="string"?void 0:typeof t=="string"?`${t} \u2192 ${i}`:i}function Yu({frames:i,frames_taken:t}){return typeof t=="number"?Ha.frames(t,typeof i=="number"?i:void 0):void 0}function Vu({info:i,manifest:t}){let r=(Hr(t)&&Array.isArray(t.cameras)?t.cameras.filter(Hr):[]).map(({camera:s,error:n,files:a})=>`${s}: ${cd(n)?.message??dd({files:a})}`);return Hr(i)?ht(i.name):r.join(" \xB7 ")}function cd(i){let t=Hr(i)?ht(i.message):void 0;return t===void 0||!Hr(i)?void 0:{message:t,remedy:ht(i.remedy)}}function ld(i){return Hr(i)?ht(i.path):void 0}function ht(i){return typeof i=="string"&&i!==""?i:void 0}function Hr(i){return typeof i=="object"&&i!==null}function Wa(i,{words:t,name:e,camera:r}){return i.filter(s=>"gap"in s?!0:(e===""||s.name===e)&&(r===""||s.camera===r)&&(t.length===0||Xu(Ju(s),t)))}function Ju({name:i,camera:t,params:e}){let{text:r,remedy:s}=Wr(e);return[i,t===void 0?"":v.nameOf(t),r,s].join(" ")}function Ba(i,t){let e=i.map(r=>"gap"in r?void 0:r[t]).filter(r=>r!==void 0);return[...new Set(e)].sort()}function Xu(i,t){let e=i.toLowerCase();return t.every(r=>e.includes(r))}var It=class extends m{constructor(){super(...arguments);this.isOpen=!1}render(){let{line:e}=this;if("gap"in e)return o`<p class="gap"><rc-icon name="warning"></rc-icon>${e.gap}</p>`;let{text:r,remedy:s,isBad:n}=Wr(e.params);return o`<details @toggle=${a=>this.isOpen=a.newState==="open"}>
      <summary>
        <time datetime=${e.at} title=${Tr(e.at)}>${Te(e.at)}</time>
        <span class="name">${e.name}</span>
        <span class="camera ${this.cameraName===e.camera?"id":""}" title=${e.camera===void 0?"":v.nameOf(e.camera)}>${this.cameraName??e.camera}</span>
        <span class="text ${n?"bad":""}">${n?o`<rc-icon name="warning"></rc-icon> `:u}${r}
          ${s?o`<br /><span class="muted">${D(s)}</span>`:u}</span>
      </summary>
      ${this.isOpen?o`<rc-json label=${l.log.raw(e.seq)} .value=${e.params}></rc-json>
          <p class="about"><a href=${K("explorer",e.name)}>${l.log.about(e.name)}</a></p>`:u}
    </details>`}};It.styles=[m.styles,g`
      :host {
        border-bottom: 1px solid var(--line);
        font-size: 0.92rem;
        content-visibility: auto; /* most rows are out of sight, and each new one moves them all */
        contain-intrinsic-height: auto 37px;
      }
      summary,
      .gap {
        display: grid;
        grid-template-columns: 6.5rem 12rem minmax(6rem, 13rem) minmax(0, 1fr);
        gap: 2px 12px;
        align-items: baseline;
        padding: 7px 16px;
      }
      summary {
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover,
      details[open] summary {
        background: var(--sunken);
      }
      .gap {
        grid-template-columns: auto minmax(0, 1fr);
        background: var(--warn-ground);
        color: var(--warn);
      }
      time {
        color: var(--muted);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .name {
        font: 0.9rem var(--mono);
      }
      .camera {
        overflow: hidden;
        color: var(--muted);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .camera.id {
        white-space: normal; /* they differ at the end */
        overflow-wrap: anywhere;
      }
      .text {
        overflow-wrap: anywhere;
      }
      .bad {
        color: var(--bad);
      }
      .bad rc-icon {
        width: 16px;
        height: 16px;
        vertical-align: -3px;
      }
      rc-json,
      .about {
        display: block;
        padding: 4px 16px 12px;
      }
      @media (max-width: 900px) {
        summary {
          grid-template-columns: auto auto minmax(0, 1fr);
        }
        .camera {
          text-align: right;
        }
        .text {
          grid-column: 1 / -1;
        }
      }
    `],c([h({attribute:!1})],It.prototype,"line",2),c([h()],It.prototype,"cameraName",2),c([x()],It.prototype,"isOpen",2),It=c([b("rc-event")],It);var Zu=30,Qu=20;function ud(i,t){let e=t.filter(r=>"gap"in r||Wr(r.params).isBad);return[...Ii("Service",i===void 0?["no answer"]:em(i)),...Ii("Page",[`connection: ${y.state.value.kind}`,`browser: ${navigator.userAgent}`,`now: ${new Date().toISOString()}`]),...Ii("Cameras",tm()),...Ii("Last failures",e.slice(0,Qu).map(pd)),...Ii("Last events",t.slice(0,Zu).map(pd))].join(`
`)}function Ii(i,t){return[`## ${i}`,...t.length===0?["none"]:t,""]}function em(i){return[`${i.name} ${i.version}, API ${i.api_version}`,`libgphoto2 ${i.libgphoto2_version}, python-gphoto2 ${i.gphoto2_version}, Python ${i.python_version}`,`started: ${i.started_at}`,`limits: ${JSON.stringify(i.limits)}`]}function tm(){return(v.list.value??[]).flatMap(({id:i,name:t,port:e,state:r,state_reason:s,abilities:n})=>{let a=v.details.value.get(i);return[`${t} (${i}) at ${e}: ${r}${s===void 0?"":`, ${s}`}`,`  abilities: ${n.join(", ")}`,...a===void 0?[]:[`  lens: ${a.lens??"unknown"}, battery: ${a.battery_percent??"unknown"} %`]]})}function pd(i){return"gap"in i?`(${i.gap})`:`${i.at} ${i.name} ${JSON.stringify(i.params)}`}var qt=l.log,fr=class extends m{constructor(){super();this.stop=()=>{};this.watch(y.state,v.list,v.details)}connectedCallback(){super.connectedCallback(),this.stop=y.state.subscribe(()=>{this.ask()}),this.ask()}disconnectedCallback(){super.disconnectedCallback(),this.stop()}render(){return o`<h2>${qt.server}</h2>
      ${this.failure===void 0?u:o`<rc-failure .failure=${this.failure}></rc-failure>`}
      ${this.info===void 0?u:this.facts(this.info)}
      <section><h3>${qt.cameras}</h3>${this.cameras()}</section>
      ${this.info===void 0?u:o`<section><h3>${qt.limits}</h3>${this.limits(this.info.limits)}</section>`}
      <div><rc-copy label=${qt.copyReport} .text=${()=>ud(this.info,Ee.lines.value)}></rc-copy></div>
      <p class="muted">${qt.copyReportLead}</p>`}facts(e){return o`<dl>
      <dt>${qt.connection}</dt><dd>${qt.connectionStates[y.state.value.kind]}</dd>
      <dt>${e.name}</dt><dd>${e.version} (API ${e.api_version})</dd>
      <dt>libgphoto2</dt><dd>${e.libgphoto2_version}</dd>
      <dt>python-gphoto2</dt><dd>${e.gphoto2_version}</dd>
      <dt>Python</dt><dd>${e.python_version}</dd>
      <dt>${qt.started}</dt><dd><time datetime=${e.started_at}>${Tr(e.started_at)}</time></dd>
    </dl>`}cameras(){let e=v.list.value??[];return e.length===0?o`<p class="muted">${l.cameras.none}</p>`:o`<ul>${e.map(({id:r,name:s,port:n,state:a,state_reason:d})=>o`<li>
          ${s}: <strong class=${a}>${l.cameras.states[a]}</strong>
          ${d?o`<p>${d}</p>`:u}
          <p class="muted">${r}, ${n}</p>
        </li>`)}</ul>`}limits(e){return o`<dl>${Object.entries(e).map(([r,s])=>o`<dt>${r}</dt><dd>${r.endsWith("_bytes")?I(s):s}</dd>`)}</dl>`}async ask(){if(y.state.value.kind==="connected"){v.askAll();try{this.info=await O().getServerInfo(),this.failure=void 0}catch(e){this.failure=P(e)}}}};fr.styles=[m.styles,g`
      :host {
        display: grid;
        gap: 16px;
        align-content: start;
        padding: 16px;
        font-size: 0.92rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 4px 12px;
        overflow-wrap: anywhere;
      }
      dt {
        color: var(--muted);
      }
      section {
        display: grid;
        gap: 8px;
      }
      li + li {
        margin-top: 8px;
      }
      .lost,
      .failed {
        color: var(--bad);
      }
    `],c([x()],fr.prototype,"info",2),c([x()],fr.prototype,"failure",2),fr=c([b("rc-server-state")],fr);var H=l.log,Ys=200,_e=class extends m{constructor(){super();this.filter={words:[],name:"",camera:""};this.isPaused=!1;this.most=Ys;this.isWide=matchMedia("(min-width: 1101px)").matches;this.width=matchMedia("(min-width: 1101px)");this.pause=()=>{this.isPaused=!this.isPaused,this.hold()};this.scrolled=()=>this.hold();this.goOn=()=>{this.isPaused=!1,this.list.scrollTop=0,this.hold()};this.onWidth=()=>{this.isWide=this.width.matches};this.watch(Ee.lines,Ee.isComplete,Ee.failure,v.list),new q(this,[{key:"/",label:H.searchKey,run:()=>this.input.focus()},{key:"p",label:H.pauseKey,run:()=>this.pause()}])}connectedCallback(){super.connectedCallback(),this.width.addEventListener("change",this.onWidth),Ee.start()}disconnectedCallback(){super.disconnectedCallback(),this.width.removeEventListener("change",this.onWidth)}render(){let e=Ee.lines.value,r=Wa(this.held??e,this.filter);return o`<div class="halves">
      <section class="log" aria-label=${H.events}>
        <h1 class="visually-hidden">${l.views.log}</h1>
        ${this.tools(e)}
        <div class="list" tabindex="0" role="region" aria-label=${H.list} @scroll=${this.scrolled}>
          ${this.held===void 0?u:this.fresh(e,this.held)}
          ${Ee.failure.value===void 0?u:o`<rc-failure .failure=${Ee.failure.value}></rc-failure>`}
          ${Y(r.slice(0,this.most),({key:s})=>s,s=>o`<rc-event .line=${s} .cameraName=${"gap"in s||s.camera===void 0?void 0:v.nameOf(s.camera)}></rc-event>`)}
          ${this.foot(r,e)}
        </div>
      </section>
      <details class="state" ?open=${this.isWide}><summary>${H.server}</summary><rc-server-state></rc-server-state></details>
    </div>`}tools(e){return o`<div class="tools row">
      <input type="search" aria-label=${H.search} placeholder=${`${H.search} (/)`} @input=${this.search} />
      ${this.select(H.kind,H.allKinds,"name",Ba(e,"name"))}
      ${this.select(H.camera,H.allCameras,"camera",Ba(e,"camera"))}
      <button aria-pressed=${this.isPaused} title=${H.pauseKey} @click=${this.pause}>${H.pause}</button>
    </div>`}select(e,r,s,n){let a=this.filter[s],d=p=>s==="camera"?v.nameOf(p):p;return o`<select aria-label=${e} @change=${p=>this.narrow({[s]:p.target.value})}>
      <option value="" ?selected=${a===""}>${r}</option>
      ${n.map(p=>o`<option value=${p} ?selected=${p===a}>${d(p)}</option>`)}
    </select>`}fresh(e,r){let s=r[0]?.key??0,n=Wa(e.filter(({key:a})=>a>s),this.filter).length;return n===0?u:o`<div class="new"><button class="primary" @click=${this.goOn}>${H.fresh(n)}</button></div>`}foot(e,r){let s=e.length-this.most;return o`<div class="foot muted" role="status">
      ${s>0?o`<button @click=${()=>this.most+=Ys}>${H.older(Math.min(s,Ys))}</button>`:u}
      ${e.length===0?Ee.isComplete.value?r.length===0?H.none:H.noneFound:H.loading:u}
      ${r.length>=Ks?H.bounded(Ks):u}
    </div>`}search(){this.narrow({words:this.input.value.toLowerCase().split(/\s+/).filter(Boolean)})}narrow(e){this.filter={...this.filter,...e},this.most=Ys}hold(){let e=this.isPaused||this.list.scrollTop>0;this.held=e?this.held??Ee.lines.value:void 0}};_e.styles=[m.styles,g`
      :host {
        height: 100%;
      }
      .halves {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr) 340px;
        height: 100%;
      }
      .log {
        position: relative;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-width: 0;
      }
      .tools {
        padding: 10px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      input {
        flex: 1 1 10rem;
        min-width: 8rem;
      }
      .tools select {
        flex: 0 1 12rem;
        min-width: 0;
      }
      .list {
        overflow: auto;
        overflow-anchor: none;
      }
      .new {
        position: sticky;
        top: 8px;
        z-index: 1;
        display: flex;
        justify-content: center;
        height: 0;
      }
      .new button {
        border-radius: 99px;
        box-shadow: 0 2px 10px rgb(0 0 0 / 0.25);
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        align-items: center;
        padding: 12px 16px;
      }
      rc-failure {
        margin: 12px 16px;
      }
      .state {
        overflow: auto;
        border-left: 1px solid var(--line);
        background: var(--surface);
      }
      .state summary {
        padding: 10px 16px;
        cursor: pointer;
        font-weight: 550;
      }
      @media (max-width: 600px) {
        input {
          flex-basis: 100%;
        }
        .tools select {
          flex: 1 1 6rem;
        }
      }
      @media (min-width: 1101px) {
        .state summary {
          display: none;
        }
      }
      @media (max-width: 1100px) {
        .halves {
          grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
        }
        .state {
          max-height: 60vh;
          order: -1;
          border-left: 0;
          border-bottom: 1px solid var(--line);
        }
      }
    `],c([x()],_e.prototype,"filter",2),c([x()],_e.prototype,"held",2),c([x()],_e.prototype,"isPaused",2),c([x()],_e.prototype,"most",2),c([x()],_e.prototype,"isWide",2),c([C(".list")],_e.prototype,"list",2),c([C("input")],_e.prototype,"input",2),_e=c([b("rc-log-view")],_e);var md=["jpeg","heif","image","raw","video","other"];function J({mime_type:i}){return i==="image/jpeg"?"jpeg":/^image\/(hei[fc]|avif)/.test(i)?"heif":i.startsWith("image/x-")?"raw":i.startsWith("image/")?"image":i.startsWith("video/")?"video":"other"}function ae(i){let t=/\.([^.]+)$/.exec(i.filename)?.[1]?.toUpperCase()??"";return t==="JPG"?"JPEG":t}function Ka({files:i}){return i.map(ae).join(" + ")}function ft({files:i}){return i[0].filename.replace(/(?!^)\.[^.]+$/,"")}function hd({files:i}){return i.reduce((t,{size_bytes:e})=>t+(e??0),0)}function Ya(i,t){return[...Et(i,rm)].map(([e,r])=>im(e,r,t)).sort(sm)}function rm(i){return["video","other"].includes(J(i))?i.path:i.path.replace(/\.[^./]+$/,"")}function im(i,t,e){t.sort((s,n)=>md.indexOf(J(s))-md.indexOf(J(n)));let r=t.flatMap(({modified_at:s})=>s===void 0?[]:[Date.parse(s)]);return{key:i,files:t,at:r.length>0?Math.min(...r):void 0,arrival:Math.min(...t.map(({path:s})=>e.get(s)??0))}}function sm(i,t){return t.arrival-i.arrival||(t.at??0)-(i.at??0)||(i.key<t.key?1:-1)}var nm=3,am=1e3,om=2e3,Va=class{constructor(){this.changed=new S(0);this.kept=new Map;this.running=new Map;this.camera="";this.wanted=[]}get(t,e){let r=Vs(t,e),s=this.kept.get(r);return s!==void 0&&(this.kept.delete(r),this.kept.set(r,s)),s}want(t,e){let r=new Set(t===this.camera?this.wanted:[]);this.camera=t,this.wanted=[...e.filter(n=>!r.has(n)),...e.filter(n=>r.has(n))];let s=new Set(e.map(n=>Vs(t,n)));this.running.forEach((n,a)=>{s.has(a)||(n.abort(),this.running.delete(a))}),this.fetchNext()}forget(t,e){for(let r of e){let s=Vs(t,r);this.running.get(s)?.abort(),this.running.delete(s),this.drop(s)}}clear(){this.want("",[]),[...this.kept.keys()].forEach(t=>this.drop(t))}fetchNext(){for(let t of this.wanted){if(this.running.size>=nm)return;let e=Vs(this.camera,t);!this.kept.has(e)&&!this.running.has(e)&&this.fetch(this.camera,t,e)}}async fetch(t,e,r){let s=new AbortController;this.running.set(r,s);try{let{image_base64:n,mime_type:a}=await O().getThumbnail({path:e,camera:t},{signal:s.signal}),d=Uint8Array.from(atob(n),p=>p.charCodeAt(0));this.keep(r,URL.createObjectURL(new Blob([d],{type:a})))}catch(n){if(G(n))return;!(n instanceof E)||n.retryable?await new Promise(a=>setTimeout(a,om)):this.keep(r,null)}this.running.get(r)===s&&(this.running.delete(r),this.fetchNext())}keep(t,e){this.drop(t),this.kept.set(t,e);for(let r of this.kept.keys()){if(this.kept.size<=am)break;this.drop(r)}this.changed.value+=1}drop(t){let e=this.kept.get(t);typeof e=="string"&&URL.revokeObjectURL(e),this.kept.delete(t)}},Ce=new Va;function Vs(i,t){return`${i} ${t}`}var fd=/\/DCIM\/[^/]+$/,Js=class{constructor(t){this.camera=t;this.shots=new S(void 0);this.failure=new S(void 0);this.progress=new S(void 0);this.folders=[];this.files=new Map;this.arrivals=new Map;this.came=new Set;this.went=new Set;this.lastArrival=0;this.viewers=0;this.isStale=!0;this.isListing=!1;this.isDrawing=!1}get newestFolder(){let t=this.shots.value?.find(({key:e})=>fd.test(e.slice(0,e.lastIndexOf("/"))))?.files[0].path;return t?.slice(0,t.lastIndexOf("/"))??this.folders.filter(e=>fd.test(e)).sort().at(-1)}watch(){return this.viewers+=1,this.isStale&&this.refresh(),()=>{this.viewers-=1}}invalidate(){this.isStale=!0,this.viewers>0&&this.refresh()}async refresh(){if(this.isStale=!0,!this.isListing){this.isListing=!0;try{for(;this.isStale;)this.isStale=!1,await this.list();this.failure.value=void 0}catch(t){this.isStale=!0,this.failure.value=P(t)}finally{this.isListing=!1}}}add(t,e){this.came.add(t.path),this.went.delete(t.path),this.arrivals.set(t.path,++this.lastArrival),this.files.set(t.path,{...t,modified_at:e}),this.forget([t.path]),this.draw(),this.ask(t.path)}remove(t){for(let e of t)this.went.add(e),this.came.delete(e),this.files.delete(e),this.arrivals.delete(e);this.forget(t),this.draw()}forget(t){Ce.forget(this.camera,t),Gr.forget(this.camera,t)}async list(){[this.came,this.went]=[new Set,new Set];let t=this.shots.value!==void 0?{}:{onProgress:({done:a,total:d})=>{this.progress.value={done:a,total:d}}},e={folder:"/",recursive:!0,camera:this.camera},{files:r,folders:s}=await O().listFiles(e,t),n=new Map;for(let a of r)this.went.has(a.path)||n.set(a.path,a);for(let a of this.came)n.set(a,n.get(a)??this.files.get(a));for(let a of this.arrivals.keys())n.has(a)||this.arrivals.delete(a);this.files=n,this.folders=s,this.shots.value=Ya(n.values(),this.arrivals)}async ask(t){try{let e=await O().getFileInfo({path:t,camera:this.camera});this.files.has(t)&&(this.files.set(t,e),this.draw())}catch{}}draw(){!this.isDrawing&&this.shots.value!==void 0&&(this.isDrawing=!0,setTimeout(()=>{this.isDrawing=!1,this.shots.value=Ya(this.files.values(),this.arrivals)}))}};var Ja=class{constructor(){this.lists=new Map;y.session.subscribe(()=>this.follow(y.session.value)),document.addEventListener("visibilitychange",()=>{document.visibilityState==="visible"&&this.invalidate()})}of(t){let e=this.lists.get(t)??new Js(t);return this.lists.set(t,e),e}async delete(t,e,r,s){let n=new Map;for(let[a,d]of e.entries()){if(s.aborted)break;try{await O().deleteFile({path:d,camera:t}),this.of(t).remove([d])}catch(p){p instanceof E&&p.errorName==="file_not_found"?this.of(t).remove([d]):n.set(d,P(p))}r(a+1)}return n}invalidate(){this.lists.forEach(t=>t.invalidate())}follow(t){this.lists=new Map,Ce.clear(),Gr.clear(),t!==void 0&&(t.on("file_added",({camera:e,file:r,at:s})=>this.lists.get(e)?.add(r,s)),t.on("file_deleted",({camera:e,file:r})=>this.lists.get(e)?.remove([r.path])),t.on("camera_added",({camera:e})=>this.lists.get(e)?.invalidate()),t.on("camera_state_changed",({camera:e,state:r,previous:s})=>{let n=this.lists.get(e);r==="ready"&&(s==="lost"||n?.failure.value!==void 0)&&n?.invalidate()}),t.onEventsMissed(()=>this.invalidate()))}},Xs=new Ja;var Zs=class{constructor(){this.keys=new S(new Set)}has(t){return this.keys.value.has(t)}toggle(t){let e=new Set(this.keys.value);e.delete(t)||e.add(t),this.anchor=t,this.keys.value=e}extend(t,e){let r=this.anchor===void 0?-1:e.indexOf(this.anchor),s=e.indexOf(t);if(r<0)this.toggle(t);else{let n=e.slice(Math.min(r,s),Math.max(r,s)+1);this.keys.value=new Set([...this.keys.value,...n])}}begin(t){this.anchor=t}set(t){this.keys.value=new Set(t)}clear(){this.anchor=void 0,this.set([])}drop(t){this.set([...this.keys.value].filter(e=>!t.includes(e)))}keep(t){let e=[...this.keys.value].filter(r=>t.has(r));e.length<this.keys.value.size&&this.set(e)}};var lm=new Set("jpg jpeg jpe heic heif hif avif tif tiff png dng nef nrw cr2 cr3 crw arw srf sr2 srw raf orf ori rw2 rwl raw pef ptx gpr x3f 3fr fff iiq mef mos mrw erf kdc dcr mov mp4 m4v avi mts m2ts mxf mkv crm nev braw r3d".split(" "));function Xa({name:i,type:t}){let e=/\.([^.]+)$/.exec(i)?.[1]?.toLowerCase()??"";return/^(image|video)\//.test(t)||lm.has(e)}var gd=["both","others","raw"];function Za(i){let t=i.flatMap(({files:e})=>e).map(e=>J(e)==="raw");return t.includes(!0)&&t.includes(!1)}function vd(i){return i.flatMap(({files:t})=>t).every(t=>["raw","jpeg"].includes(J(t)))}function bd(i,t){let e=i.flatMap(({files:r})=>r);return t==="both"||!Za(i)?e:e.filter(r=>J(r)==="raw"==(t==="raw"))}var W=class extends m{constructor(){super();this.chosen=[];this.isSelecting=!1;this.setSelecting=()=>{};this.selectAll=()=>{};this.selectNone=()=>{};this.upload=()=>{};this.download=()=>{};this.compare=()=>{};this.askDelete=()=>{};this.which="both";this.watch(A)}render(){return o`<div class="bar">${this.chosen.length>0||this.isSelecting?this.selected():this.all()}</div>`}all(){return o`
      <span class="count">${this.count===void 0?"":l.pictures.count(this.count)}</span>
      ${this.why()}
      ${N("operate")?this.uploading():u}
      <button ?disabled=${!this.count} @click=${()=>this.setSelecting(!0)}>${l.pictures.select}</button>`}uploading(){return o`<input type="file" multiple hidden @change=${this.onFiles} />
      <button aria-label=${l.pictures.upload} title=${this.noUpload??l.pictures.uploadWhat} ?disabled=${this.noUpload!==void 0}
        aria-describedby=${this.noUpload===void 0?u:"no-upload"} @click=${()=>this.input.click()}>
        <rc-icon name="upload"></rc-icon><span class="words">${l.pictures.upload}</span>
      </button>
      <span class="visually-hidden" id="no-upload">${this.noUpload}</span>`}why(){return o`<span class="why" id="why" title=${this.blocked??""}>${this.count===void 0?"":this.blocked}</span>`}selected(){let e=this.chosen.reduce((r,s)=>r+hd(s),0);return o`
      <button class="quiet icon" aria-label=${l.pictures.selectNone} title=${l.pictures.selectNone} @click=${this.none}>
        <rc-icon name="close"></rc-icon>
      </button>
      <span class="count">${l.pictures.selected(this.chosen.length)}</span>
      <span class="muted words">${e>0?I(e):""}</span>
      ${this.why()}
      <button class="quiet" @click=${()=>this.selectAll()}>
        <span class="words">${l.pictures.selectAll}</span><span class="narrow">${l.pictures.all}</span>
      </button>
      ${Za(this.chosen)?this.choice():u}
      ${this.button("download",l.pictures.download,()=>this.download(this.which),this.chosen.length===0)}
      ${this.button("compare",l.pictures.compare,this.compare,this.chosen.length!==2,"",l.pictures.compareTwo)}
      ${N("admin")?this.button("delete",l.pictures.remove,this.askDelete,this.chosen.length===0,"danger"):u}`}choice(){let{which:e}=l.pictures,{both:r,jpeg:s,all:n,others:a,raw:d}=e,p=vd(this.chosen)?{both:r,others:s,raw:d}:{both:n,others:a,raw:d};return o`<select aria-label=${e.label} @change=${f=>this.which=f.target.value}>
      ${gd.map(f=>o`<option value=${f} ?selected=${f===this.which}>${p[f]}</option>`)}
    </select>`}button(e,r,s,n,a="",d=""){return o`<button class=${a} aria-label=${r} title=${this.blocked??(d||r)} aria-describedby=${this.blocked?"why":u}
      ?disabled=${n||this.blocked!==void 0} @click=${s}>
      <rc-icon name=${e}></rc-icon><span class="words">${r}</span>
    </button>`}onFiles(){this.upload([...this.input.files??[]]),this.input.value=""}none(){this.setSelecting(!1)}};W.styles=[m.styles,g`
      :host {
        padding: 10px 16px;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: var(--tap);
      }
      .count {
        font-weight: 550;
        white-space: nowrap;
      }
      .why {
        flex: 1 1 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--warn);
        font-size: 0.88rem;
      }
      .narrow {
        display: none;
      }
      @media (max-width: 700px) {
        :host {
          padding: 6px 8px;
        }
        .words {
          display: none;
        }
        .narrow {
          display: inline;
        }
        .bar {
          flex-wrap: wrap;
          gap: 6px;
        }
        .count {
          margin-right: auto;
        }
        select {
          flex: 1 1 50%; /* it begins a row, which the buttons end */
        }
        .why {
          flex-basis: 100%;
          order: 1;
          white-space: normal;
        }
        .why:empty {
          display: none;
        }
        .bar button:has(rc-icon) {
          width: var(--tap);
          padding: 0;
        }
      }
    `],c([h({attribute:!1})],W.prototype,"count",2),c([h({attribute:!1})],W.prototype,"chosen",2),c([h({attribute:!1})],W.prototype,"isSelecting",2),c([h({attribute:!1})],W.prototype,"blocked",2),c([h({attribute:!1})],W.prototype,"setSelecting",2),c([h({attribute:!1})],W.prototype,"selectAll",2),c([h({attribute:!1})],W.prototype,"selectNone",2),c([h({attribute:!1})],W.prototype,"noUpload",2),c([h({attribute:!1})],W.prototype,"upload",2),c([h({attribute:!1})],W.prototype,"download",2),c([h({attribute:!1})],W.prototype,"compare",2),c([h({attribute:!1})],W.prototype,"askDelete",2),c([x()],W.prototype,"which",2),c([C("input")],W.prototype,"input",2),W=c([b("rc-picture-actions")],W);var gr,qi,yd=Promise.resolve();function Qs(i){qi=i,yd.then(()=>{qi===i&&gr!==i&&(gr=i,history.pushState({isOver:!0},""))})}function Br(i){qi===i&&(qi=void 0),gr===i&&(gr=void 0,eo())}addEventListener("popstate",()=>{if(Qa()){gr===void 0&&eo();return}let i=gr;gr=qi=void 0,i?.()});Qa()&&eo();function Qa(){return history.state?.isOver===!0}function eo(){Qa()&&(yd=new Promise(i=>addEventListener("popstate",()=>i(),{once:!0})),history.back())}function ro({tags:{exif:i}}){return[Ui(i.ExposureTime,Cs),Ui(i.FNumber,e=>`f/${e}`),Ui(i.PhotographicSensitivity,e=>`ISO ${e}`)].filter(e=>e!==void 0).join(" \xB7 ")}function wd(i,t){let{image:e,exif:r}=i.tags,{facts:s}=l.pictures;return[[s.exposure,ro(i)||void 0],[s.compensation,Ui(r.ExposureBiasValue,a=>`${a>0?"+":""}${Number(a.toFixed(2))} EV`)],[s.focalLength,cm(r)],[s.lens,to(r.LensModel)],[s.camera,to(e.Model)],[s.taken,dm(r.DateTimeOriginal)],[s.pixels,pm(t,r)],[s.size,t.size_bytes===void 0?void 0:I(t.size_bytes)],[s.place,um(i.location)],[s.path,t.path]].filter(a=>a[1]!==void 0)}function xd({tags:i}){let t=r=>Array.isArray(r)?r.join(", "):String(r);return Object.entries(i).map(([r,s])=>[r,Object.entries(s).map(([n,a])=>[n,t(a)])]).filter(([,r])=>r.length>0)}function Ui(i,t){return typeof i=="number"?t(i):void 0}function to(i){return typeof i=="string"&&i.trim()!==""?i.trim():void 0}function dm(i){return to(i)?.replace(/^(\d+):(\d+):/,"$1-$2-")}function cm(i){let[t,e]=[i.FocalLength,i.FocalLengthIn35mmFilm];return Ui(t,r=>typeof e=="number"&&e!==r?l.pictures.facts.inFilm(r,e):`${r} mm`)}function pm(i,t){let[e,r]=[i.width??t.PixelXDimension,i.height??t.PixelYDimension];return typeof e=="number"&&typeof r=="number"&&e>0?`${e} \xD7 ${r}`:void 0}function um(i){if(i===void 0)return;let{latitude:t,longitude:e,altitude_m:r}=i,s=(a,[d,p])=>`${Math.abs(a).toFixed(5)}\xB0 ${a<0?p:d}`,n=r===void 0?"":`, ${Math.round(r)} m`;return`${s(t,"NS")}, ${s(e,"EW")}${n}`}var en=g`
  dialog {
    width: 100vw;
    height: 100dvh;
    max-width: none;
    max-height: none;
    padding: 0;
    border: 0;
    border-radius: 0;
    overflow: hidden;
  }
  .overlay {
    display: grid;
    grid-template: "head actions" auto "body body" minmax(0, 1fr) / minmax(0, 1fr) auto;
    height: 100%;
  }
  .head,
  .actions {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 56px;
    padding: 6px 12px;
    border-bottom: 1px solid var(--line);
  }
  .head {
    grid-area: head;
  }
  .head h2 {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .position {
    white-space: nowrap;
  }
  .actions {
    grid-area: actions;
  }
  .actions button {
    white-space: nowrap;
  }
  .body {
    grid-area: body;
    display: grid;
    min-height: 0;
  }
  @media (max-width: 700px) {
    .overlay {
      grid-template: "head" auto "body" minmax(0, 1fr) "actions" auto / minmax(0, 1fr);
    }
    .actions {
      gap: 6px;
      justify-content: space-around;
      padding-bottom: calc(6px + env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      border-bottom: 0;
    }
    .actions button {
      padding: 0 10px;
    }
  }
`;var X={factor:void 0,x:.5,y:.5},Sd=4,$d=1.5;function Kr({factor:i,x:t,y:e},r,s){let n=Math.min(s.width/r.width,s.height/r.height),a=i===void 0?n:Math.max(n,i/devicePixelRatio);return{scale:a,left:kd(t,r.width*a,s.width),top:kd(e,r.height*a,s.height)}}function so(i,t,e,r,s,n){let a=Kr(i,s,n),{scale:d}=Kr(X,s,n),p=Math.min(t,Math.max(Sd,d*devicePixelRatio))/devicePixelRatio;if(p<=d)return X;let f=($,w,k,_)=>io(($-w)/(k*a.scale)-($-_/2)/(k*p),k*p,_);return{factor:p*devicePixelRatio,x:f(e,a.left,s.width,n.width),y:f(r,a.top,s.height,n.height)}}function Ed(i,t,e,r,s){let{scale:n}=Kr(i,r,s);return{...i,x:io(i.x-t/(r.width*n),r.width*n,s.width),y:io(i.y-e/(r.height*n),r.height*n,s.height)}}function tn({key:i,shiftKey:t},e){let r=.08/(e.factor??1);switch(i){case"z":case" ":return Gi(e);case"+":return{...e,factor:e.factor===void 0?1:Math.min(Sd,e.factor*$d)};case"-":return e.factor===void 0||e.factor<.2?X:{...e,factor:e.factor/$d};case"ArrowLeft":return t?{...e,x:Math.max(0,e.x-r)}:void 0;case"ArrowRight":return t?{...e,x:Math.min(1,e.x+r)}:void 0;case"ArrowUp":return t?{...e,y:Math.max(0,e.y-r)}:void 0;case"ArrowDown":return t?{...e,y:Math.min(1,e.y+r)}:void 0}}function Gi(i){return i.factor===void 0?{...i,factor:1}:X}function kd(i,t,e){return t<=e?(e-t)/2:Math.min(0,Math.max(e-t,e/2-i*t))}function io(i,t,e){let r=e/(2*t);return r>=.5?.5:Math.min(1-r,Math.max(r,i))}var _d=4,mm=60,hm=.0015,Pe=class extends m{constructor(){super();this.src="";this.alt="";this.fixed=!1;this.zoom=new S(X);this.pointers=new Map;this.moved=0;this.began={x:0,y:0,count:0};this.end=()=>{};this.resizing=new ResizeObserver(([e])=>{this.pane=e&&{width:e.contentRect.width,height:e.contentRect.height}});this.addEventListener("pointerdown",this.onDown),this.addEventListener("pointermove",this.onMove),this.addEventListener("pointerup",this.onUp),this.addEventListener("pointercancel",this.onUp),this.addEventListener("wheel",this.onWheel,{passive:!1})}connectedCallback(){super.connectedCallback(),this.resizing.observe(this),this.follow()}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect(),this.end()}willUpdate(e){e.has("zoom")&&this.follow()}render(){let{picture:e}=this,r=e&&this.pane&&Kr(this.shown,e,this.pane);this.classList.toggle("zoomed",this.shown.factor!==void 0);let s=r&&e?{visibility:"visible",width:`${e.width*r.scale}px`,height:`${e.height*r.scale}px`,transform:`translate(${Math.round(r.left)}px, ${Math.round(r.top)}px)`}:{visibility:"hidden",width:"",height:"",transform:""};return this.src===""?u:o`<img src=${this.src} alt=${this.alt} draggable="false" ${dr(s)}
      @load=${this.onLoad} @error=${()=>this.dispatchEvent(new Event("failed"))} />`}get shown(){return this.fixed?X:this.zoom.value}follow(){this.end(),this.end=this.zoom.subscribe(()=>this.requestUpdate())}onLoad(e){let{naturalWidth:r,naturalHeight:s}=e.target,n=(this.longest??0)/Math.max(r,s)||1;this.picture={width:r*n,height:s*n}}change(e){!this.fixed&&this.picture!==void 0&&this.pane!==void 0&&(this.zoom.value=e(this.zoom.value,this.picture,this.pane))}zoomBy(e,r,s){let{left:n,top:a}=this.getBoundingClientRect();this.change((d,p,f)=>{let $=Kr(d,p,f).scale*devicePixelRatio*e;return so(d,$,r-n,s-a,p,f)})}onDown(e){e.button===0&&(this.setPointerCapture(e.pointerId),this.pointers.set(e.pointerId,{x:e.clientX,y:e.clientY}),this.began={x:e.clientX,y:e.clientY,count:this.pointers.size},this.moved=this.pointers.size>1?1/0:0)}onMove(e){let r=this.pointers.get(e.pointerId);if(r===void 0)return;let[s,n]=[e.clientX-r.x,e.clientY-r.y],a=[...this.pointers].find(([d])=>d!==e.pointerId)?.[1];if(this.pointers.set(e.pointerId,{x:e.clientX,y:e.clientY}),this.moved+=Math.hypot(s,n),a!==void 0){let d=f=>Math.max(1,Math.hypot(f.x-a.x,f.y-a.y)),p={x:e.clientX,y:e.clientY};this.zoomBy(d(p)/d(r),(p.x+a.x)/2,(p.y+a.y)/2)}else this.moved>_d&&this.shown.factor!==void 0&&this.change((d,p,f)=>Ed(d,s,n,p,f))}onUp(e){if(!this.pointers.delete(e.pointerId)||e.type==="pointercancel")return;let[r,s]=[e.clientX-this.began.x,e.clientY-this.began.y];this.moved<=_d?this.toggle(e):this.shown.factor===void 0&&this.began.count===1&&Math.abs(r)>mm&&Math.abs(r)>2*Math.abs(s)&&this.dispatchEvent(new CustomEvent("swipe",{detail:-Math.sign(r)}))}toggle({clientX:e,clientY:r}){let{left:s,top:n}=this.getBoundingClientRect();this.change((a,d,p)=>a.factor===void 0?so(a,1,e-s,r-n,d,p):X)}onWheel(e){e.preventDefault(),this.zoomBy(Math.exp(-e.deltaY*(e.deltaMode===1?30:1)*hm),e.clientX,e.clientY)}};Pe.styles=[m.styles,g`
      :host {
        position: relative;
        overflow: hidden;
        touch-action: none;
        cursor: zoom-in;
        user-select: none;
        -webkit-user-select: none;
      }
      :host([fixed]) {
        cursor: default;
      }
      :host(.zoomed) {
        cursor: grab;
      }
      img {
        position: absolute;
        inset: 0 auto auto 0;
        max-width: none;
        object-fit: contain;
        transform-origin: 0 0;
      }
    `],c([h({attribute:!1})],Pe.prototype,"src",2),c([h({attribute:!1})],Pe.prototype,"alt",2),c([h({attribute:!1})],Pe.prototype,"longest",2),c([h({type:Boolean,reflect:!0})],Pe.prototype,"fixed",2),c([h({attribute:!1})],Pe.prototype,"zoom",2),c([x()],Pe.prototype,"picture",2),c([x()],Pe.prototype,"pane",2),Pe=c([b("rc-zoom-pane")],Pe);var fm=120,oe=class extends m{constructor(){super();this.camera="";this.preview="";this.zoom=new S(X);this.isRefused=!1;this.loading=new AbortController;this.watch(Ce.changed)}disconnectedCallback(){super.disconnectedCallback(),this.forget()}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.load()}willUpdate(e){let r=e.get("file");e.has("file")&&r?.path!==this.file?.path&&this.load()}render(){return o`${this.picture()}${this.failure?this.failed(this.failure):this.note()}`}picture(){let{file:e}=this,r=Ce.get(this.camera,this.preview),s=(this.isRefused?void 0:this.url)??r;if(!e||!s)return o`<div class="nothing"><rc-icon name=${e&&J(e)==="video"?"play":"pictures"}></rc-icon>${e?.filename}</div>`;let n=s===this.url,a=n?void 0:Math.max(e.width??0,e.height??0)||void 0;return o`<rc-zoom-pane .src=${s} .alt=${e.filename} .longest=${a} .zoom=${this.zoom} ?data-whole=${n}
      ?fixed=${this.isRefused||!vr(e)} @failed=${()=>n&&this.refuse()} @swipe=${this.passOn}></rc-zoom-pane>`}note(){let{file:e,progress:r}=this;if(e===void 0||this.url!==void 0&&!this.isRefused)return u;if(this.isRefused||!vr(e)){let{better:a}=this;return o`<div class="over">
        <p>${J(e)==="video"?l.pictures.noVideo:l.pictures.cannotShow(ae(e))}</p>
        ${a===void 0?u:o`<button @click=${()=>a.show()}>${l.pictures.showOther(a.type)}</button>`}
      </div>`}if(r===void 0)return u;let{done:s,total:n}=r;return o`<div class="over">
      <progress max=${n} .value=${s} aria-label=${l.pictures.loading}></progress>
      <span>${l.pictures.loaded(I(s),I(n))}</span>
    </div>`}failed(e){return o`<div class="over">
      <rc-failure .failure=${e}></rc-failure>
      <button @click=${()=>{this.load()}}>${l.pictures.again}</button>
    </div>`}refuse(){this.isRefused=!0,this.dispatchEvent(new Event("refused"))}forget(){this.loading.abort(),this.url!==void 0&&URL.revokeObjectURL(this.url),[this.url,this.progress,this.failure,this.isRefused]=[void 0,void 0,void 0,!1]}async load(){this.forget();let{file:e,camera:r}=this;if(e===void 0||!vr(e))return;let s=new AbortController;if(this.loading=s,await new Promise(n=>setTimeout(n,fm)),!s.signal.aborted)try{let n=await Gr.get(r,e.path,s.signal,(a,d)=>{s.signal.aborted||(this.progress={done:a,total:d})});s.signal.aborted||(this.url=URL.createObjectURL(n))}catch(n){!G(n)&&!s.signal.aborted&&(this.failure=P(n))}}passOn({detail:e}){this.dispatchEvent(new CustomEvent("swipe",{detail:e}))}};oe.styles=[m.styles,g`
      :host {
        position: relative;
        display: grid;
        min-width: 0;
        min-height: 0;
        background: var(--sunken);
      }
      rc-zoom-pane {
        min-height: 0;
      }
      .over {
        position: absolute;
        left: 50%;
        bottom: 16px;
        transform: translateX(-50%);
        display: grid;
        gap: 8px;
        width: max-content;
        max-width: calc(100% - 32px);
        padding: 8px 14px;
        border-radius: var(--radius);
        background: var(--surface);
        border: 1px solid var(--line);
        font-size: 0.88rem;
      }
      progress {
        width: 12rem;
      }
      .nothing {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 8px;
        color: var(--muted);
      }
      .nothing rc-icon {
        width: 64px;
        height: 64px;
      }
    `],c([h({attribute:!1})],oe.prototype,"camera",2),c([h({attribute:!1})],oe.prototype,"file",2),c([h({attribute:!1})],oe.prototype,"preview",2),c([h({attribute:!1})],oe.prototype,"better",2),c([h({attribute:!1})],oe.prototype,"zoom",2),c([x()],oe.prototype,"url",2),c([x()],oe.prototype,"progress",2),c([x()],oe.prototype,"failure",2),c([x()],oe.prototype,"isRefused",2),oe=c([b("rc-picture-pane")],oe);function vr(i){return["jpeg","heif","image"].includes(J(i))&&(i.size_bytes??0)<=Ti}var Je=class extends m{constructor(){super();this.camera="";this.closed=()=>{};this.shots=[];this.exposures=new Map;this.zoom=new S(X);this.asking=new AbortController;this.close=()=>this.dialog.close();this.watch(this.zoom)}open(e){this.shots=e,this.zoom.value=X,this.exposures=new Map,this.asking=new AbortController,e.forEach(r=>{this.ask(r,this.asking.signal)}),this.updateComplete.then(()=>this.dialog.showModal()),Qs(this.close)}disconnectedCallback(){super.disconnectedCallback(),this.asking.abort(),Br(this.close)}render(){return o`<dialog aria-labelledby="title" @keydown=${this.onKey} @close=${this.onClose}>
      ${this.shots.length===0?u:this.content()}
    </dialog>`}content(){let[e]=this.shots.some(({files:[r]})=>vr(r))?[]:this.shots;return o`<div class="overlay">
      <div class="head">
        <button class="quiet icon" autofocus aria-label=${l.close} title=${l.close} @click=${()=>this.dialog.close()}>
          <rc-icon name="close"></rc-icon>
        </button>
        <h2 id="title">${l.pictures.compareTitle}</h2>
      </div>
      <div class="actions">
        <button aria-pressed=${this.zoom.value.factor!==void 0} ?disabled=${e!==void 0}
          title=${e===void 0?"":l.pictures.onlyPreview(ae(e.files[0]))} @click=${()=>this.zoom.value=Gi(this.zoom.value)}>${l.pictures.whole}</button>
      </div>
      <div class="body">${this.shots.map(r=>this.half(r))}</div>
    </div>`}half(e){let[r]=e.files;return o`<figure>
      <rc-picture-pane .camera=${this.camera} .file=${r} .preview=${r.path} .zoom=${this.zoom}></rc-picture-pane>
      <figcaption><strong>${ft(e)}</strong> <span class="muted">${this.exposures.get(e.key)}</span></figcaption>
    </figure>`}async ask({key:e,files:[{path:r}]},s){try{let n=ro(await O().getMetadata({path:r,camera:this.camera},{signal:s}));this.exposures=new Map(this.exposures).set(e,n)}catch(n){G(n)||(this.exposures=new Map(this.exposures).set(e,P(n).message))}}onClose(){Br(this.close),this.asking.abort(),this.shots=[],this.closed()}onKey(e){let r=e.composedPath()[0];if(e.key==="?"||e.key===" "&&r instanceof Element&&r.matches("button"))return;e.stopPropagation();let s=tn(e,this.zoom.value);s!==void 0&&(e.preventDefault(),this.zoom.value=s)}};Je.styles=[m.styles,en,g`
      .body {
        grid-auto-columns: minmax(0, 1fr);
        grid-auto-flow: column;
        gap: 2px;
        background: var(--line);
      }
      figure {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        min-height: 0;
        background: var(--surface);
      }
      figcaption {
        padding: 8px 12px;
      }
      @media (orientation: portrait) and (max-width: 900px) {
        .body {
          grid-auto-flow: row;
          grid-auto-rows: minmax(0, 1fr);
        }
      }
    `],c([h({attribute:!1})],Je.prototype,"camera",2),c([h({attribute:!1})],Je.prototype,"closed",2),c([x()],Je.prototype,"shots",2),c([x()],Je.prototype,"exposures",2),c([C("dialog")],Je.prototype,"dialog",2),Je=c([b("rc-compare-view")],Je);var Cd=3,Xe=class extends m{constructor(){super(...arguments);this.shots=[];this.deleted=()=>{};this.camera="";this.stopping=new AbortController;this.run=async()=>{let{files:e,camera:r}=this;this.stopping=new AbortController,this.done=0;let s=await Xs.delete(r,e.map(({path:d})=>d),d=>this.done=d,this.stopping.signal),n=new Set([...s.keys(),...e.slice(this.done).map(({path:d})=>d)]),a=this.shots.filter(d=>d.files.every(({path:p})=>!n.has(p)));a.length>0&&M.tell(l.pictures.confirm.done(a.length,a.flatMap(d=>d.files).length),"good"),this.deleted(a),s.size>0?this.failed=s:this.dialog.close()}}ask(e,r){r.length>0&&!this.dialog.open&&([this.camera,this.shots,this.done,this.failed]=[e,r,void 0,void 0],this.dialog.showModal())}disconnectedCallback(){super.disconnectedCallback(),this.stopping.abort()}render(){return o`<dialog aria-labelledby="title" @keydown=${e=>e.stopPropagation()} @cancel=${this.onCancel}>
      <div class="content">${this.failed!==void 0?this.failures(this.failed):this.done===void 0?this.question():this.progress(this.done)}</div>
    </dialog>`}get files(){return this.shots.flatMap(({files:e})=>e)}question(){let{confirm:e}=l.pictures,{files:r}=this;return o`
      <h2 id="title">${e.title(this.shots.length)}</h2>
      <p>${r.length===1?e.one(r[0].filename):e.many(r.length)} ${this.raw(r)}</p>
      <p class="muted">${e.forever}</p>
      <div class="row">
        <button autofocus @click=${()=>this.dialog.close()}>${l.cancel}</button>
        <button class="danger" @click=${this.run}>${l.pictures.remove}</button>
      </div>`}raw(e){let r=e.filter(n=>J(n)==="raw"),{confirm:s}=l.pictures;return r.length===0||e.length===1?"":this.shots.length===1?s.raw(r.map(({filename:n})=>n).join(", ")):s.raws(r.length)}progress(e){let r=this.files.length;return o`
      <h2 id="title">${l.pictures.confirm.working(e,r)}</h2>
      <progress max=${r} .value=${e} aria-labelledby="title"></progress>
      <div class="row"><button @click=${()=>this.stopping.abort()}>${l.pictures.confirm.stop}</button></div>`}failures(e){let r=[...e].slice(0,Cd);return o`
      <h2 id="title">${l.pictures.confirm.failed(e.size)}</h2>
      ${r.map(([,s])=>o`<rc-failure .failure=${s}></rc-failure>`)}
      ${e.size>Cd?o`<p class="muted">…</p>`:u}
      <div class="row"><button @click=${()=>this.dialog.close()}>${l.close}</button></div>`}onCancel(e){this.done!==void 0&&this.failed===void 0&&e.preventDefault()}};Xe.styles=[m.styles,g`
      .content {
        display: grid;
        gap: 12px;
        min-width: min(24rem, 80vw);
      }
      .row {
        justify-content: flex-end;
      }
      progress {
        width: 100%;
      }
    `],c([x()],Xe.prototype,"shots",2),c([x()],Xe.prototype,"done",2),c([x()],Xe.prototype,"failed",2),c([C("dialog")],Xe.prototype,"dialog",2),c([h({attribute:!1})],Xe.prototype,"deleted",2),Xe=c([b("rc-delete-dialog")],Xe);var Ut=class extends m{constructor(){super();this.take=()=>{};this.depth=0;this.addEventListener("dragenter",e=>this.count(e,1)),this.addEventListener("dragleave",e=>this.count(e,-1)),this.addEventListener("dragover",e=>no(e)&&e.preventDefault()),this.addEventListener("drop",e=>this.onDrop(e))}render(){let{blocked:e}=this;return o`<slot></slot>${this.depth===0?u:o`<div class="over ${e===void 0?"":"off"}">
      <rc-icon name=${e===void 0?"upload":"warning"}></rc-icon>${e??l.pictures.drop}
    </div>`}`}count(e,r){no(e)&&(e.preventDefault(),this.depth=Math.max(0,this.depth+r))}onDrop(e){this.depth=0,no(e)&&(e.preventDefault(),this.blocked===void 0&&this.take([...e.dataTransfer?.files??[]]))}};Ut.styles=[m.styles,g`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .over {
        position: absolute;
        inset: 8px;
        z-index: 1;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 12px;
        padding: 16px;
        border: 3px dashed var(--accent);
        border-radius: 12px;
        background: var(--surface);
        text-align: center;
        font-size: 1.1rem;
        opacity: 0.95;
        pointer-events: none;
      }
      .over.off {
        border-color: var(--line-strong);
      }
      .over rc-icon {
        width: 48px;
        height: 48px;
      }
    `],c([h({attribute:!1})],Ut.prototype,"blocked",2),c([h({attribute:!1})],Ut.prototype,"take",2),c([x()],Ut.prototype,"depth",2),Ut=c([b("rc-drop-zone")],Ut);function no({dataTransfer:i}){return i?.types.includes("Files")??!1}var Pd=g`
  :host {
    min-height: 0;
  }
  .scroller {
    height: 100%;
    padding: 0 16px 16px;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
  }
  .canvas {
    position: relative;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .line {
    position: absolute;
    inset: 0 0 auto;
    display: grid;
    grid-template: minmax(0, 1fr) / repeat(var(--columns), minmax(0, 1fr));
    gap: 8px;
    contain: layout style;
  }
  .day {
    grid-column: 1 / -1;
    align-self: center;
    font-size: 0.9rem;
    font-weight: 600;
    color: var(--muted);
  }
  .tile {
    position: relative;
    display: grid;
    grid-template-rows: minmax(0, 1fr) 26px;
    cursor: pointer;
    border-radius: 4px;
  }
  .frame {
    display: grid;
    place-items: center;
    min-height: 0;
    overflow: hidden;
    border-radius: 4px;
    background: var(--sunken);
  }
  img {
    width: 100%;
    height: 100%;
    min-height: 0;
    object-fit: contain;
  }
  .tile:focus-visible {
    outline-offset: 0;
  }
  .tile[aria-selected="true"] .frame {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
  }
  .tile[aria-selected="true"] img {
    padding: 10px;
  }
  .none {
    display: grid;
    justify-items: center;
    gap: 6px;
    color: var(--muted);
    font-size: 0.82rem;
  }
  .none rc-icon {
    width: 28px;
    height: 28px;
  }
  .check {
    position: absolute;
    top: 6px;
    left: 6px;
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    border: 2px solid #fff;
    border-radius: 50%;
    background: rgb(0 0 0 / 0.45);
    color: #fff;
    opacity: 0;
  }
  .check::after {
    content: "";
    position: absolute;
    inset: -8px;
  }
  .check rc-icon {
    width: 16px;
    height: 16px;
  }
  .tile:hover .check,
  .tile:focus-visible .check,
  .tile[aria-selected="true"] .check {
    opacity: 1;
  }
  .tile[aria-selected="true"] .check {
    background: var(--accent-ground);
  }
  .caption {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 2px;
    font-size: 0.8rem;
    white-space: nowrap;
    overflow: hidden;
  }
  .name {
    flex: 1 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .types,
  .others {
    flex: none;
    color: var(--muted);
    font-size: 0.74rem;
  }
  .others {
    display: none;
  }
  @media (hover: none) {
    .tile .check {
      display: none;
    }
    .tile[aria-selected="true"] .check {
      display: grid;
    }
  }
  @media (max-width: 600px) {
    .scroller {
      padding: 0 8px 8px;
    }
    .types {
      position: absolute;
      clip-path: inset(50%);
    }
    .others {
      display: inline;
    }
  }
`;var rn=class{constructor(t){this.run=t;this.isDone=!1;this.timer=0;this.x=0;this.y=0;this.move=t=>{Math.hypot(t.clientX-this.x,t.clientY-this.y)>10&&this.cancel()};this.cancel=()=>clearTimeout(this.timer)}begin(t,e){this.cancel(),this.isDone=!1,t.pointerType==="touch"&&e!==void 0&&([this.x,this.y]=[t.clientX,t.clientY],this.timer=setTimeout(()=>{this.isDone=!0,this.run(e)},500))}};var Gt=8,Od=40,gm=26,Md={phone:104,desk:168},vm=600,ji=class{constructor(t,e){let r=e<vm?Md.phone:Md.desk;this.count=t.length,this.columns=Math.max(2,Math.floor((e+Gt)/(r+Gt)));let s=(e-Gt*(this.columns-1))/this.columns,n=Math.round(s*.75)+gm,a=[],d=0,p=0;for(;p<t.length;){let f=Rd(t[p]),$=p+1;for(;$<t.length&&Rd(t[$])===f;)$+=1;let w=t[p]?.at;for(a.push({index:a.length,top:d,height:Od,day:w===void 0?"":bl(w),from:p,to:p}),d+=Od;p<$;p+=this.columns)a.push({index:a.length,top:d,height:n,from:p,to:Math.min($,p+this.columns)}),d+=n+Gt;p=$}this.rows=a,this.height=d}between(t,e){let r=[];for(let s=this.indexAt(t);s<this.rows.length;s+=1){let n=this.rows[s];if(n.top>e)break;r.push(n)}return r}rowOf(t){let[e,r]=[0,this.rows.length-1];for(;e<=r;){let s=e+r>>1,n=this.rows[s];if(t<n.from)r=s-1;else if(t>=n.to)e=s+1;else return n}}destination(t,e,r){let s=Math.max(1,Math.floor(r/(this.rowOf(e)?.height??r))-1);switch(t){case"ArrowLeft":return Math.max(0,e-1);case"ArrowRight":return Math.min(this.count-1,e+1);case"ArrowUp":return this.below(e,-1);case"ArrowDown":return this.below(e,1);case"PageUp":return this.below(e,-s);case"PageDown":return this.below(e,s);case"Home":return 0;case"End":return this.count-1}}below(t,e){let r=this.rowOf(t);if(r===void 0)return t;let s=Math.sign(e),[n,a,d]=[r,Math.abs(e),r.index];for(;a>0&&this.rows[d+s]!==void 0;){d+=s;let p=this.rows[d];p.day===void 0&&([n,a]=[p,a-1])}return n===r?t:Math.min(n.from+t-r.from,n.to-1)}indexAt(t){let[e,r]=[0,this.rows.length];for(;e<r;){let s=e+r>>1,n=this.rows[s];n.top+n.height<t?e=s+1:r=s}return e}};function Rd(i){return i?.at===void 0?"":new Date(i.at).toDateString()}function Ad(i,{column:t,thumbnail:e,isSelected:r,isActive:s}){let n=i.files.slice(1).map(ae);return o`<div class="tile" role="gridcell" data-key=${i.key} aria-colindex=${t+1} aria-selected=${r} tabindex=${s?0:-1}>
    <div class="frame">${bm(i,e)}</div>
    <span class="check" title=${l.pictures.toggle(ft(i))} aria-hidden="true">${r?o`<rc-icon name="check"></rc-icon>`:u}</span>
    <div class="caption">
      <span class="name">${ft(i)}</span><span class="types">${Ka(i)}</span>
      ${n.length>0?o`<span class="others" aria-hidden="true">+ ${n.join(" + ")}</span>`:u}
    </div>
  </div>`}function bm(i,t){let e=J(i.files[0]);return e!=="other"&&t!==null?t===void 0?u:o`<img src=${t} alt="" draggable="false" />`:o`<span class="none"><rc-icon name=${e==="video"?"play":"pictures"}></rc-icon>
    ${e==="video"||e==="other"?Ka(i):l.pictures.noThumbnail}</span>`}var ym=80,Td=300,Z=class extends m{constructor(){super();this.camera="";this.shots=[];this.selected=new Set;this.isSelecting=!1;this.open=()=>{};this.deleteKey=()=>{};this.width=0;this.top=0;this.layout=new ji([],0);this.order=[];this.places=new Map;this.hadFocus=!1;this.isMoved=!1;this.isShifted=!1;this.timer=0;this.resizing=new ResizeObserver(()=>this.measure());this.longPress=new rn(e=>this.selection.toggle(e));this.onScroll=()=>{this.top=this.scroller.scrollTop,clearTimeout(this.timer),this.timer=setTimeout(()=>{this.timer=0,this.want()},ym)};this.onFocus=e=>{this.active=ao(e)??this.active};this.onClick=e=>{let r=ao(e);if(r===void 0||this.longPress.isDone)return;this.active=r;let s=e.composedPath().some(n=>n instanceof Element&&n.matches(".check"));e.shiftKey?this.selection.extend(r,this.order):s||e.ctrlKey||e.metaKey||this.isSelecting?this.selection.toggle(r):this.open(r)};this.onKey=e=>{this.shots.length>0&&!e.defaultPrevented&&this.press(e)&&e.preventDefault()};this.onSelectAll=e=>{let r=e.composedPath().some(s=>s instanceof Element&&s.matches("input, select, textarea, dialog"));e.key==="a"&&(e.ctrlKey||e.metaKey)&&!r&&(e.preventDefault(),this.selection.set(this.order))};this.watch(Ce.changed);let{keys:e}=l.pictures,r=(s,n)=>({key:s,label:n,run:a=>{this.shots.length>0&&this.press(a)}});new q(this,[...["ArrowLeft","ArrowRight","ArrowUp","ArrowDown"].map(s=>r(s,e.move)),r("Enter",e.open),r(" ",e.select),r("Delete",e.delete),r("Escape",e.none)])}focusOn(e){this.active=e??this.active,this.isMoved=!0,this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),removeEventListener("keydown",this.onSelectAll),this.resizing.disconnect(),clearTimeout(this.timer),this.timer=0,this.longPress.cancel(),Ce.want(this.camera,[])}connectedCallback(){super.connectedCallback(),addEventListener("keydown",this.onSelectAll),this.updateComplete.then(()=>this.isConnected&&this.resizing.observe(this.scroller))}willUpdate(e){this.hadFocus=this.hasUpdated&&this.focused!==void 0,(e.has("shots")||e.has("width"))&&this.arrange()}updated(){this.isShifted&&(this.isShifted=!1,this.scroller.scrollTop=this.top),this.isMoved?(this.isMoved=!1,this.showActive()):this.keepFocus(),this.timer===0&&this.want()}render(){let e=this.width===0?[]:this.rowsToDraw();return o`<div class="scroller" @scroll=${this.onScroll}>
      <div class="canvas" role="grid" aria-label=${l.pictures.grid} aria-multiselectable="true" aria-rowcount=${this.layout.rows.length}
        aria-colcount=${this.layout.columns} ${dr({height:`${this.layout.height}px`})}
        @keydown=${this.onKey} @click=${this.onClick} @focusin=${this.onFocus}
        @pointerdown=${r=>this.longPress.begin(r,ao(r))}
        @pointermove=${this.longPress.move} @pointerup=${this.longPress.cancel} @pointercancel=${this.longPress.cancel}
        @contextmenu=${r=>this.longPress.isDone&&r.preventDefault()}>
        ${Y(e,({index:r})=>r,r=>this.row(r))}
      </div>
    </div>`}row(e){let r=dr({transform:`translateY(${e.top}px)`,height:`${e.height}px`,"--columns":String(this.layout.columns)});if(e.day!==void 0)return o`<div class="line" role="row" aria-rowindex=${e.index+1} ${r}>
        <div class="day" role="rowheader" aria-colspan=${this.layout.columns}>${e.day||l.pictures.noDay}</div>
      </div>`;let s=this.shots.slice(e.from,e.to);return o`<div class="line" role="row" aria-rowindex=${e.index+1} ${r}>
      ${s.map((n,a)=>Ad(n,{column:a,thumbnail:Ce.get(this.camera,n.files[0].path),isSelected:this.selected.has(n.key),isActive:n.key===this.activeKey}))}
    </div>`}rowsToDraw(){let e=this.layout.between(this.top-Td,this.top+this.scroller.clientHeight+Td),r=this.layout.rowOf(this.indexOf(this.active));return r===void 0||e.includes(r)?e:[...e,r]}want(){let s=this.layout.between(this.top,this.top+this.scroller.clientHeight).flatMap(({from:n,to:a})=>this.shots.slice(n,a)).filter(({files:n})=>J(n[0])!=="other").map(({files:n})=>n[0].path);Ce.want(this.camera,s)}measure(){let{clientWidth:e}=this.scroller,r=getComputedStyle(this.scroller);this.width=e-parseFloat(r.paddingLeft)-parseFloat(r.paddingRight),this.requestUpdate()}arrange(){let e=this.layout,[r]=e.between(this.top,this.top).filter(({day:a})=>a===void 0),s=r===void 0?void 0:this.order[r.from];this.layout=new ji(this.shots,this.width);let n=this.indexOf(this.active);if(this.order=this.shots.map(({key:a})=>a),this.places=new Map(this.order.map((a,d)=>[a,d])),n>=0&&this.indexOf(this.active)<0&&(this.active=this.order[Math.min(n,this.order.length-1)]),this.top>0&&r!==void 0&&s!==void 0){let a=this.layout.rowOf(this.indexOf(s));this.top=a===void 0?this.top:Math.max(0,this.top+a.top-r.top),this.isShifted=!0}}indexOf(e){return e===void 0?-1:this.places.get(e)??-1}get activeKey(){return this.indexOf(this.active)>=0?this.active:this.shots[0]?.key}showActive(){let e=this.layout.rowOf(this.indexOf(this.activeKey));if(e===void 0)return;let{scrollTop:r,clientHeight:s}=this.scroller,n=e.from===0?0:e.top-Gt;n<r?this.scroller.scrollTop=n:e.top+e.height+Gt>r+s&&(this.scroller.scrollTop=e.top+e.height+Gt-s),this.focusActive()}keepFocus(){this.hadFocus&&this.focused?.dataset.key!==this.activeKey&&this.focusActive()}get focused(){let{activeElement:e}=this.renderRoot;return e instanceof HTMLElement&&e.matches(".tile")?e:void 0}focusActive(){this.renderRoot.querySelector(".tile[tabindex='0']")?.focus({preventScroll:!0})}press(e){let r=this.activeKey,s=this.layout.destination(e.key,this.indexOf(r),this.scroller.clientHeight);if(s!==void 0)return this.go(s,e);switch(e.key){case"Enter":return this.open(r),!0;case" ":return this.selection.toggle(r),!0;case"Delete":return this.selection.keys.value.size===0&&this.selection.set([r]),this.deleteKey(),!0;case"Escape":return this.selection.clear(),!0}return!1}go(e,{shiftKey:r}){let s=this.activeKey,n=this.order[e];return this.focusOn(this.focused===void 0?s:n),r&&(this.selection.begin(s),this.selection.extend(n,this.order)),!0}};Z.styles=[m.styles,Pd],c([h({attribute:!1})],Z.prototype,"camera",2),c([h({attribute:!1})],Z.prototype,"shots",2),c([h({attribute:!1})],Z.prototype,"selection",2),c([h({attribute:!1})],Z.prototype,"selected",2),c([h({attribute:!1})],Z.prototype,"isSelecting",2),c([h({attribute:!1})],Z.prototype,"open",2),c([h({attribute:!1})],Z.prototype,"deleteKey",2),c([x()],Z.prototype,"width",2),c([x()],Z.prototype,"top",2),c([x()],Z.prototype,"active",2),c([C(".scroller")],Z.prototype,"scroller",2),Z=c([b("rc-picture-grid")],Z);function ao(i){return i.composedPath().find(e=>e instanceof HTMLElement&&e.matches(".tile"))?.dataset.key}var wm=150,gt=class extends m{constructor(){super(...arguments);this.camera="";this.asking=new AbortController}disconnectedCallback(){super.disconnectedCallback(),this.asking.abort()}willUpdate(e){let r=e.get("file");e.has("file")&&r?.path!==this.file?.path&&this.ask()}render(){let{file:e,metadata:r}=this;return o`<h2 class="visually-hidden">${l.pictures.info}</h2>
      <rc-failure .failure=${this.failure}></rc-failure>
      ${e&&r?o`<dl>${wd(r,e).map(([s,n])=>o`<div><dt>${s}</dt><dd>${n}</dd></div>`)}</dl>
            ${this.tags(r)}`:u}`}tags(e){let r=xd(e);return r.length===0?o`<p class="muted">${l.pictures.noExif}</p>`:o`<details>
      <summary>${l.pictures.allTags}</summary>
      ${r.map(([s,n])=>o`<h3>${s}</h3>
        <table>${n.map(([a,d])=>o`<tr><th scope="row">${a}</th><td>${d}</td></tr>`)}</table>`)}
    </details>`}async ask(){this.asking.abort();let e=new AbortController;this.asking=e,await new Promise(n=>setTimeout(n,this.metadata===void 0?0:wm));let{file:r,camera:s}=this;if(!(r===void 0||e.signal.aborted))try{this.metadata=await O().getMetadata({path:r.path,camera:s},{signal:e.signal}),this.failure=void 0}catch(n){G(n)||([this.metadata,this.failure]=[void 0,P(n)])}}};gt.styles=[m.styles,g`
      :host {
        padding: 16px;
        overflow: auto;
        background: var(--surface);
      }
      dl {
        display: grid;
        gap: 10px;
        margin-bottom: 16px;
      }
      dt {
        font-size: 0.78rem;
        font-weight: 550;
        color: var(--muted);
      }
      dd {
        overflow-wrap: anywhere;
      }
      dl > div:first-child dd {
        font-size: 1.1rem;
        font-weight: 600;
      }
      summary {
        padding: 8px 0;
        cursor: pointer;
        font-weight: 550;
      }
      h3 {
        margin: 12px 0 4px;
      }
      table {
        font-size: 0.8rem;
        table-layout: fixed;
      }
      th,
      td {
        padding: 4px 6px 4px 0;
        overflow-wrap: anywhere;
      }
    `],c([h({attribute:!1})],gt.prototype,"camera",2),c([h({attribute:!1})],gt.prototype,"file",2),c([x()],gt.prototype,"metadata",2),c([x()],gt.prototype,"failure",2),gt=c([b("rc-picture-info")],gt);var Q=class extends m{constructor(){super();this.camera="";this.shots=[];this.download=()=>{};this.askDelete=()=>{};this.moved=()=>{};this.isInformed=matchMedia("(min-width: 1000px)").matches;this.zoom=new S(X);this.lastIndex=0;this.close=()=>this.dialog.close();this.watch(this.zoom,A);let e=r=>this.onKey(r);new q(this,[{key:"z",label:l.pictures.keys.zoom,run:e},{key:"i",label:l.pictures.keys.info,run:e}])}open(e){this.key=e,this.zoom.value=X,this.updateComplete.then(()=>this.dialog.showModal()),Qs(this.close)}disconnectedCallback(){super.disconnectedCallback(),Br(this.close)}updated(){this.dialog.open&&this.shots.length===0&&this.dialog.close()}render(){let e=this.shot;return o`<dialog aria-labelledby="title" @keydown=${this.onKey} @close=${this.onClose}>
      ${this.key===void 0||e===void 0?u:this.content(e)}
    </dialog>`}content(e){let r=this.fileOf(e),s=this.shots.indexOf(e);return o`<div class="overlay">
      <div class="head">
        <button class="quiet icon" autofocus aria-label=${l.close} title=${l.close} @click=${()=>this.dialog.close()}>
          <rc-icon name="close"></rc-icon>
        </button>
        <h2 id="title">${ft(e)}</h2>
        <span class="muted position">${l.pictures.position(s+1,this.shots.length)}</span>
      </div>
      <div class="actions">${this.types(e,r)}${this.actions(e,r)}</div>
      <div class="body ${this.isInformed?"informed":""}">
        <div class="stage">
          <rc-picture-pane .camera=${this.camera} .file=${r} .preview=${e.files[0].path} .zoom=${this.zoom}
            .better=${this.better(e,r)} @refused=${()=>this.refused=r.path}
            @swipe=${({detail:n})=>this.step(n)}></rc-picture-pane>
          ${this.stepButton("previous",-1,s===0)}${this.stepButton("next",1,s===this.shots.length-1)}
        </div>
        ${this.isInformed?o`<rc-picture-info .camera=${this.camera} .file=${r}></rc-picture-info>`:u}
      </div>
    </div>`}types({files:e},r){return e.length<2?u:e.map(s=>o`<button aria-pressed=${s===r} @click=${()=>this.type=ae(s)}>
      ${ae(s)}
    </button>`)}fileOf({files:e}){return e.find(r=>ae(r)===this.type)??e[0]}isWhole(e){return vr(e)&&e.path!==this.refused}better({files:e},r){let s=this.isWhole(r)?void 0:e.find(n=>this.isWhole(n));return s&&{type:ae(s),show:()=>this.type=ae(s)}}actions(e,r){let{blocked:s}=this,n=this.isWhole(r)?void 0:l.pictures.onlyPreview(ae(r)),a=n===void 0&&this.zoom.value.factor!==void 0;return o`
      <button aria-pressed=${a} ?disabled=${n!==void 0} title=${n??""}
        @click=${()=>this.zoom.value=Gi(this.zoom.value)}>${l.pictures.whole}</button>
      <button class="icon" aria-pressed=${this.isInformed} aria-label=${l.pictures.info} title=${l.pictures.info}
        @click=${()=>this.isInformed=!this.isInformed}><rc-icon name="info"></rc-icon></button>
      <button aria-label=${l.pictures.downloadOne(r.filename)} title=${s??l.pictures.downloadOne(r.filename)}
        ?disabled=${s!==void 0} @click=${()=>this.download(r)}>
        <rc-icon name="download"></rc-icon><span class="words">${l.pictures.download}</span></button>
      ${N("admin")?o`<button class="danger" aria-label=${l.pictures.remove} title=${s??l.pictures.remove}
        ?disabled=${s!==void 0} @click=${()=>this.askDelete(e)}>
        <rc-icon name="delete"></rc-icon><span class="words">${l.pictures.remove}</span></button>`:u}`}stepButton(e,r,s){return o`<button class="icon step ${e}" aria-label=${l.pictures[e]} title=${l.pictures[e]} ?disabled=${s}
      @click=${()=>this.step(r)}><rc-icon name=${e}></rc-icon></button>`}get shot(){let e=this.shots.findIndex(({key:r})=>r===this.key);return this.lastIndex=e>=0?e:Math.min(this.lastIndex,this.shots.length-1),this.shots[this.lastIndex]}step(e){let r=this.shot,s=r&&this.shots[this.shots.indexOf(r)+e];s!==void 0&&(this.key=s.key,this.moved(s.key))}onClose(){Br(this.close);let e=this.shot?.key;this.key=void 0,e!==void 0&&this.moved(e)}onKey(e){let r=e.composedPath()[0],s=e.key===" "&&r instanceof Element&&r.matches("button, summary");if(!this.dialog.open||e.key==="?"||e.ctrlKey||e.metaKey||e.altKey)return;e.stopPropagation();let n=this.shot&&this.fileOf(this.shot),a=s||n===void 0||!this.isWhole(n)?void 0:tn(e,this.zoom.value);a!==void 0?(e.preventDefault(),this.zoom.value=a):this.press(e.key)&&e.preventDefault()}press(e){switch(e){case"ArrowLeft":return this.step(-1),!0;case"ArrowRight":return this.step(1),!0;case"i":return this.isInformed=!this.isInformed,!0;case"Delete":return this.shot!==void 0&&this.askDelete(this.shot),!0}return!1}};Q.styles=[m.styles,en,g`
      .body.informed {
        grid-template-columns: minmax(0, 1fr) 300px;
      }
      rc-picture-info {
        border-left: 1px solid var(--line);
      }
      .stage {
        position: relative;
        display: grid;
        min-width: 0;
        min-height: 0;
      }
      .step {
        position: absolute;
        top: calc(50% - 22px);
        width: 44px;
        height: 44px;
        border-radius: 50%;
        border-color: transparent;
        background: rgb(0 0 0 / 0.5);
        color: #fff;
      }
      .step:disabled {
        visibility: hidden;
      }
      .previous {
        left: 12px;
      }
      .next {
        right: 12px;
      }
      @media (max-width: 700px) {
        .body.informed {
          grid-template: minmax(0, 1fr) minmax(0, 1fr) / minmax(0, 1fr);
        }
        rc-picture-info {
          border-left: 0;
          border-top: 1px solid var(--line);
        }
        .actions .words {
          display: none;
        }
      }
    `],c([h({attribute:!1})],Q.prototype,"camera",2),c([h({attribute:!1})],Q.prototype,"shots",2),c([h({attribute:!1})],Q.prototype,"blocked",2),c([h({attribute:!1})],Q.prototype,"download",2),c([h({attribute:!1})],Q.prototype,"askDelete",2),c([h({attribute:!1})],Q.prototype,"moved",2),c([x()],Q.prototype,"key",2),c([x()],Q.prototype,"type",2),c([x()],Q.prototype,"refused",2),c([x()],Q.prototype,"isInformed",2),c([C("dialog")],Q.prototype,"dialog",2),Q=c([b("rc-large-view")],Q);var Oe=class extends m{constructor(){super();this.isSelecting=!1;this.selection=new Zs;this.newest=0;this.ends=[];this.watch(v.list,y.state,y.session,A,this.selection.keys)}disconnectedCallback(){super.disconnectedCallback(),ar.value=void 0,this.list=void 0,this.ends.splice(0).forEach(e=>e())}willUpdate(e){let r=this.camera===void 0||y.session.value===void 0?void 0:Xs.of(this.camera);r!==this.list&&this.isConnected&&(this.ends.splice(0).forEach(s=>s()),this.list=r,r!==void 0&&(this.newest=r.shots.value?.[0]?.arrival??0,this.ends=[r.watch(),r.shots.subscribe(()=>this.noteChange(r)),...this.redrawing(r.failure,r.progress)]))}render(){let{list:e,camera:r}=this;if(e===void 0||r===void 0)return o`<rc-empty icon="pictures" heading=${l.pictures.noCamera}>
        <p class="muted">${l.cameras.noneLead}</p>
      </rc-empty>`;let s=e.shots.value,n=this.noUpload(e);return o`<h1 class="visually-hidden">${l.views.pictures}</h1>
      <rc-drop-zone .blocked=${n} .take=${a=>this.upload(e,a)}>
      <rc-picture-actions .count=${s?.length} .chosen=${this.chosen(s)} .isSelecting=${this.isSelecting} .blocked=${this.blocked()}
        .setSelecting=${a=>this.setSelecting(a)} .selectAll=${()=>this.selection.set((s??[]).map(({key:a})=>a))}
        .selectNone=${()=>this.selection.clear()} .askDelete=${()=>this.askDelete(this.chosen(s))}
        .compare=${()=>this.compareView.open(this.chosen(s))} .download=${a=>this.download(r,this.chosen(s),a)}
        .noUpload=${n} .upload=${a=>this.upload(e,a)}></rc-picture-actions>
      ${e.failure.value!==void 0&&this.blocked()===void 0?this.failure(e):u}
      ${s===void 0?this.waiting(e):s.length===0?this.empty():this.pictures(r,s)}
      </rc-drop-zone>
      <rc-transfers></rc-transfers>
      <rc-large-view .camera=${r} .shots=${s??[]} .blocked=${this.blocked()}
        .askDelete=${a=>this.askDelete([a])} .download=${a=>{ye.download(r,a)}}
        .moved=${a=>this.grid?.focusOn(a)}></rc-large-view>
      <rc-compare-view .camera=${r} .closed=${()=>this.grid?.focusOn(this.chosen(e.shots.value)[0]?.key)}></rc-compare-view>
      <rc-delete-dialog .deleted=${a=>this.endSelecting(a)}></rc-delete-dialog>`}pictures(e,r){return o`<rc-picture-grid .camera=${e} .shots=${r} .selection=${this.selection} .selected=${this.selection.keys.value}
      .isSelecting=${this.isSelecting||this.selection.keys.value.size>0} .open=${s=>this.open(s)}
      .deleteKey=${()=>this.askDelete(this.chosen(r))}></rc-picture-grid>`}waiting({failure:e,progress:r}){let s=r.value?.done??0;if(e.value!==void 0){let n=this.blocked();return n===void 0?u:o`<rc-empty icon="warning" heading=${n}><p class="muted">${l.pictures.later}</p></rc-empty>`}return o`<rc-empty icon="card" heading=${l.pictures.listing}>
      <p class="muted">${s>0?l.pictures.listed(s):u}</p>
    </rc-empty>`}redrawing(...e){return e.map(r=>r.subscribe(()=>this.requestUpdate()))}empty(){return o`<rc-empty icon="pictures" heading=${l.pictures.empty}><p class="muted">${l.pictures.emptyLead}</p></rc-empty>`}failure(e){return o`<div class="pad">
      <rc-failure .failure=${e.failure.value}></rc-failure>
      <button @click=${()=>{e.refresh()}}>${l.pictures.again}</button>
    </div>`}blocked(){return v.list.value===void 0?l.pictures.listing:Ei(this.camera??"")}noUpload({newestFolder:e}){return v.find(this.camera)?.abilities.includes("upload_file")===!1?l.pictures.noUpload:pe("operate")??this.blocked()??(e===void 0?l.pictures.noFolder:void 0)}upload({camera:e,newestFolder:r},s){r!==void 0&&(ye.upload(e,s.filter(Xa),r),s.filter(n=>!Xa(n)).forEach(n=>ye.refuse(n,l.pictures.notUploadable(n.name))))}download(e,r,s){let n=bd(r,s),[a]=n;a!==void 0&&(n.length===1?ye.download(e,a):ye.downloadMany(e,n,l.pictures.zip(n.length)))}chosen(e=[]){return this.selection.keys.value.size===0?[]:e.filter(({key:r})=>this.selection.has(r))}setSelecting(e){this.isSelecting=e,e||this.selection.clear()}endSelecting(e){this.selection.drop(e.map(({key:r})=>r)),this.selection.keys.value.size===0&&(this.isSelecting=!1)}noteChange({shots:{value:e=[]}}){this.selection.keep(new Set(e.map(({key:s})=>s)));let[r]=e;r!==void 0&&r.arrival>this.newest&&(this.newest=r.arrival,M.say(l.pictures.arrived(ft(r)))),this.requestUpdate()}updated(){let e=ar.value;if(e===void 0||e.camera!==this.camera){ar.value=void 0;return}let r=this.list?.shots.value?.find(({files:s})=>s.some(({path:n})=>n===e.path));r!==void 0&&(ar.value=void 0,this.open(r.key))}open(e){this.grid?.focusOn(e),this.largeView.open(e)}askDelete(e){let r=pe("admin")??this.blocked();r!==void 0?M.tell(r,"bad"):this.camera!==void 0&&this.deleteDialog.ask(this.camera,e)}};Oe.styles=[m.styles,g`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      rc-drop-zone,
      rc-picture-grid {
        flex: 1;
      }
      .pad {
        padding: 0 16px 12px;
      }
      .pad button {
        margin-top: 8px;
      }
    `],c([h({attribute:!1})],Oe.prototype,"camera",2),c([x()],Oe.prototype,"list",2),c([x()],Oe.prototype,"isSelecting",2),c([C("rc-picture-grid")],Oe.prototype,"grid",2),c([C("rc-delete-dialog")],Oe.prototype,"deleteDialog",2),c([C("rc-large-view")],Oe.prototype,"largeView",2),c([C("rc-compare-view")],Oe.prototype,"compareView",2),Oe=c([b("rc-pictures-view")],Oe);var xm=1e3,$m=1500,oo=class{constructor(){this.offsetMs=0;y.state.subscribe(()=>{y.state.value.kind==="connected"&&this.compare()})}now(){return Date.now()+this.offsetMs}async compare(){try{let t=Date.now(),{headers:e}=await fetch(location.pathname,{method:"HEAD",cache:"no-store"}),s=Date.parse(e.get("Date")??"")+xm/2-(t+Date.now())/2;this.offsetMs=Math.abs(s)>$m?s:0}catch{}}},sn=new oo;var km=["running","waiting","stopping"],Sm=10,Em=1e3,Dd=2e3,_m=300;function zi({state:i}){return km.includes(i)}function Hi({bracket:i,steps:t}){return i?t.length:1}function co({started_at:i,next_frame:t,interval_s:e}){return e>0||t===0?Date.parse(i)+t*e*1e3:void 0}function po(i,t){let{frames:e,interval_s:r,next_frame:s,slots_missed:n,started_at:a,state:d}=i;if(d!=="waiting"||r===0)return n;let p=Math.floor((t-Date.parse(a))/(r*1e3));return n+Math.max(0,Math.min(p,e??p)-s)}var lo=class{constructor(){this.list=new S(void 0);this.unreadable=new S([]);this.viewers=0;this.askedAt=0;y.session.subscribe(()=>this.follow(y.session.value)),y.state.subscribe(()=>{y.state.value.kind==="connected"&&this.refresh()})}of(t){return this.list.value?.find(e=>e.camera===t&&zi(e))}async refresh(){this.askedAt=Date.now();try{let t=await y.session.value?.listSequences();t!==void 0&&(this.list.value=t.sequences,this.unreadable.value=t.unreadable)}catch{}}put(t){let e=this.list.value??[],r=e.some(({sequence_id:s})=>s===t.sequence_id);this.list.value=r?e.map(s=>s.sequence_id===t.sequence_id?t:s):[...e,t]}attend(){return this.viewers+=1,this.viewers===1&&(this.looking=setInterval(()=>this.look(),Em),this.refresh()),()=>{this.viewers-=1,this.viewers===0&&clearInterval(this.looking)}}follow(t){if(t===void 0){this.list.value=void 0,this.unreadable.value=[];return}t.on("sequence_started",()=>this.refreshSoon()),t.on("sequence_progress",e=>this.progressed(e)),t.on("sequence_ended",e=>{this.ended(e)}),t.onEventsMissed(()=>{this.refresh()}),this.refresh()}look(){this.list.value?.some(Cm)&&Date.now()-this.askedAt>Dd&&this.refresh()}refreshSoon(){clearTimeout(this.soon),this.soon=setTimeout(()=>{this.refresh()},_m)}find(t){return this.list.value?.find(({sequence_id:e})=>e===t)}progressed(t){let e=this.find(t.sequence_id);if(e===void 0){this.refreshSoon();return}let{frame:r,at:s,error:n}=t,a=n===void 0?[]:[{frame:r,at:s,error:n}],d=r>=e.next_frame;this.put({...e,...Fd(t),state:e.state==="waiting"?"running":e.state,next_frame:Math.max(e.next_frame,r+1),failures:d?[...e.failures,...a].slice(-Sm):e.failures})}async ended(t){this.find(t.sequence_id)===void 0&&await this.refresh();let e=this.find(t.sequence_id),{at:r,state:s,reason:n,not_restored:a,frames_taken:d}=t;if(e!==void 0){let p={...n&&{reason:n},...a&&{not_restored:a}};this.put({...e,...Fd(t),...p,state:s,ended_at:r});let f=d*Hi(e),$=s==="completed"?"good":s==="failed"?"bad":"plain";M.tell(l.series.ended(e.name??l.series.unnamed,s,f),$)}}};function Fd({frames:i,frames_taken:t,frames_failed:e,slots_missed:r,drift_last_s:s,drift_max_s:n}){return{frames:i,frames_taken:t,frames_failed:e,slots_missed:r,drift_last_s:s,drift_max_s:n}}function Cm(i){if(i.state!=="running")return i.state==="waiting";let t=co(i);return t!==void 0&&sn.now()-t>Dd||!["ready","busy"].includes(v.find(i.camera)?.state??"")}var ee=new lo;var Pm=400,uo=class{constructor(){this.byCamera=new S(new Map);this.timers=new Map;this.asked=new Map;y.session.subscribe(()=>{this.forget(),y.session.value?.on("config_changed",({camera:t})=>this.changed(t)),y.session.value?.on("camera_state_changed",({camera:t})=>this.retry(t)),y.session.value?.onEventsMissed(()=>this.forget())}),y.state.subscribe(()=>y.state.value.kind==="connected"&&this.forget())}refresh(t){let e=this.asked.get(t)??this.fetch(t).finally(()=>this.asked.delete(t));return this.asked.set(t,e),e}async fetch(t){this.byCamera.value=new Map(this.byCamera.value).set(t,await this.ask(t))}forget(){this.byCamera.value=new Map}async ask(t){try{return{settings:(await y.session.value?.getExposure({camera:t}))?.settings??{}}}catch(e){return{failure:P(e)}}}retry(t){let e=this.byCamera.value.get(t);e!==void 0&&"failure"in e&&this.changed(t)}changed(t){this.byCamera.value.has(t)&&(clearTimeout(this.timers.get(t)),this.timers.set(t,setTimeout(()=>{this.refresh(t)},Pm)))}},vt=new uo;function Nd(i,t,e,r){let s=i[t];if(s===void 0)return{problem:l.series.bracket.none[t]};if(s.readonly)return{problem:s.reason??l.series.bracket.readonly[t]};let{value:n}=s;if(typeof n!="number")return{problem:l.series.bracket.noNumber(s.text)};let d=Array.from({length:e},(p,f)=>(f-(e-1)/2)*r).map(p=>t==="shutter_s"?n*2**p:n+p);return Om(d,s,t)}function Id(i,t,e){return{[i]:t,...e?{}:{nearest:!0}}}function qd(i,t){return i==="shutter_s"?Cs(t):l.series.bracket.ev(t)}function Om(i,{allowed:t,range:e},r){let s=(t??[]).filter(a=>typeof a=="number");if(s.length>0){let a=i.map(d=>Mm(s,d,r));return Ld([...new Set(a)],!0)}let n=e===void 0?i:i.map(a=>Math.min(Math.max(a,e.min),e.max));return Ld([...new Set(n)],!1)}function Ld(i,t){return i.length>1?{values:i,isExact:t}:{problem:l.series.bracket.oneValue}}function Mm(i,t,e){let r=n=>e==="shutter_s"?Math.log2(n):n,s=n=>Math.abs(r(n)-r(t));return i.reduce((n,a)=>s(a)<s(n)?a:n)}var zd={kind:"interval",name:"",frames:"100",isEndless:!1,interval:{interval:"5",bracket:"5",focus:"5"},unit:{interval:"s",bracket:"s",focus:"s"},bulb:"",brackets:"1",varied:"shutter_s",shots:3,stepEv:1,pictures:"10",steps:"20",direction:"farther",resume:!0},Ud=1e5,Rm=86400,Am=3600,Gd=32767,Hd=25;function mo(i,t){let{series:e}=l,r={};t.length===0&&(r.cameras=e.pickCamera);let s=Vd(i);s!==void 0&&!jd(i[s],Ud)&&(r[s]=e.wrong.whole(Ud)),i.kind==="focus"&&!jd(i.steps,Gd)&&(r.steps=e.wrong.whole(Gd));let n=Vr(i);(!(n>=0&&n<=Rm)||nn(i)&&i.interval[i.kind].trim()==="")&&(r.interval=e.wrong.interval);let a=on(i);return a!==void 0&&!(a>0&&a<=Am)?r.bulb=e.wrong.bulb:a!==void 0&&n>0&&a>=n&&(r.bulb=e.wrong.bulbTooLong),r}function Wd(i,t,e){let r=on(i),s=Tm(i,e),n=Vr(i);return{camera:t,frames:Bd(i)??null,...n>0&&{interval_s:n},...r!==void 0&&{bulb_s:r},...s.length>0&&{steps:s},...i.kind==="bracket"&&{bracket:!0},...i.kind==="focus"&&{focus_steps:Number(i.steps)*(i.direction==="nearer"?-1:1)},...i.resume&&ho(i)&&{resume:!0},...i.name.trim()!==""&&{name:i.name.trim()}}}function Yr(i,t){if(t!==void 0)return"failure"in t?{problem:t.failure.message}:Nd(t.settings,i.varied,i.shots,i.stepEv)}function Bd(i){let t=Vd(i);return t===void 0?void 0:Number(i[t])}function Vr(i){return nn(i)?Number(i.interval[i.kind])*(i.unit[i.kind]==="min"?60:1):0}function nn(i){return i.kind!=="bracket"||Number(i.brackets)>1}function ho({kind:i,brackets:t}){return i==="interval"||i==="bracket"&&Number(t)>1}function Kd(i){let t=Bd(i),e=Vr(i);if(t===void 0||!(t>0)||!(e>0))return;let r=(t-1)*e+(on(i)??0);return r>0?{takesS:r,clipS:t/Hd}:void 0}function Yd(i){return Hd*Vr(i)}function an(i){return i.kind==="bracket"||i.bulb.trim()!==""}function Vd({kind:i,isEndless:t}){switch(i){case"interval":return t?void 0:"frames";case"bracket":return"brackets";case"focus":return"pictures"}}function on({kind:i,bulb:t}){return i!=="interval"||t.trim()===""?void 0:Number(t)}function Tm(i,t){if(i.kind==="bracket"){let e=Yr(i,t);return e===void 0||"problem"in e?[]:e.values.map(r=>({exposure:Id(i.varied,r,e.isExact)}))}return on(i)!==void 0&&Fm(t)?[{exposure:{shutter_s:"bulb"}}]:[]}function Fm(i){let t=i!==void 0&&"settings"in i?i.settings.shutter_s:void 0,e=t?.allowed??[];return t!==void 0&&!t.readonly&&t.value!=="bulb"&&e.includes("bulb")}function jd(i,t){let e=Number(i);return i.trim()!==""&&Number.isInteger(e)&&e>=1&&e<=t}function Jd(i,t){return t.length===0?u:o`<div class="field" role="group" aria-label=${l.series.bracket.title}>
    <span class="label">${l.series.bracket.title}</span>
    ${t.map(e=>o`
      ${t.length>1?o`<span class="hint">${v.nameOf(e)}</span>`:u}
      ${Dm(i,vt.byCamera.value.get(e))}`)}
  </div>`}function Dm(i,t){let{bracket:e}=l.series,r=Yr(i,t);return r===void 0?o`<p class="hint">${e.asking}</p>`:"problem"in r?o`<p class="wrong">${r.problem}</p>`:o`<ul class="values">${r.values.map(s=>o`<li>${qd(i.varied,s)}</li>`)}</ul>
    ${r.values.length<i.shots?o`<p class="hint">${e.fewer(r.values.length)}</p>`:u}
    ${r.isExact?u:o`<p class="hint">${e.nearest}</p>`}
    ${i.varied==="exposure_compensation"&&Lm(t)?o`<p class="wrong">${e.inManual}</p>`:u}`}function Lm(i){return i!==void 0&&"settings"in i&&i.settings.mode?.value==="manual"&&typeof i.settings.iso?.value=="number"}var ln=g`
  .field {
    display: grid;
    gap: 4px;
    align-content: start;
    min-width: 0;
  }
  fieldset {
    display: grid;
    gap: 6px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-bottom: 4px;
    padding: 0;
    font-size: 0.82rem;
    font-weight: 550;
    color: var(--muted);
  }
  .hint {
    color: var(--muted);
    font-size: 0.82rem;
  }
  .wrong {
    color: var(--bad);
    font-size: 0.88rem;
  }
  [aria-invalid="true"] {
    border-color: var(--bad);
  }
  .check {
    display: grid;
    grid-template-columns: 18px 1fr;
    gap: 2px 10px;
    align-items: center;
  }
  .check label {
    color: var(--text);
    font-size: inherit;
    font-weight: 400;
  }
  .check .hint {
    grid-column: 2;
  }
  .segments {
    display: flex;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    overflow: clip;
  }
  .segments label {
    position: relative;
    flex: 1 1 auto;
    display: grid;
    place-items: center;
    min-height: 36px;
    padding: 4px 10px;
    color: var(--text);
    font-size: 0.9rem;
    text-align: center;
    line-height: 1.15;
    cursor: pointer;
  }
  .segments label + label {
    border-left: 1px solid var(--line-strong);
  }
  .segments label:has(:checked) {
    background: var(--text);
    color: var(--ground);
  }
  .segments label:has(:focus-visible) {
    outline: 3px solid var(--focus);
    outline-offset: -3px;
  }
  .segments input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    opacity: 0;
    cursor: pointer;
  }
  @media (pointer: coarse) {
    .check label {
      align-content: center;
    }
    .segments label,
    .check label {
      min-height: var(--tap);
    }
  }
`;function br(i,t,e,{hint:r,wrong:s}={}){return o`<div class="field">
    <label for=${i}>${t}</label>
    ${e({id:i,describedBy:`${i}-about`,isWrong:s!==void 0})}
    ${Nm(i,r,s)}
  </div>`}function yr(i,t,{isChecked:e,isDisabled:r=!1,isWrong:s=!1,hint:n},a){return o`<div class="check">
    <input type="checkbox" id=${i} .checked=${ie(e)} ?disabled=${r} aria-invalid=${s}
      aria-describedby="${i}-about" @change=${d=>a(d.target.checked)} />
    <label for=${i}>${t}</label>
    ${n===void 0?u:o`<span class="hint" id="${i}-about">${n}</span>`}
  </div>`}function dn(i,t,e,r,s){return o`<fieldset>
    <legend>${t}</legend>
    <div class="segments">
      ${Object.entries(e).map(([n,a])=>o`<label>
        <input type="radio" name=${i} .value=${n} .checked=${n===r} @change=${()=>s(n)} />${a}
      </label>`)}
    </div>
  </fieldset>`}function Nm(i,t,e){return t===void 0&&e===void 0?u:o`<div id="${i}-about" class="field">
        ${e===void 0?u:o`<p class="wrong">${e}</p>`}
        ${t===void 0?u:o`<p class="hint">${t}</p>`}
      </div>`}function Wi(i,t){let{series:e}=l;return ee.of(t.id)!==void 0?e.busy:i.kind==="focus"&&!t.abilities.includes("drive_focus")?e.cannot.drive_focus:i.kind==="interval"&&i.bulb.trim()!==""&&!t.abilities.includes("bulb")?e.cannot.bulb:t.shutter_open?l.cameras.shutterOpen:t.state==="ready"||t.state==="busy"?void 0:`${l.cameras.states[t.state]}. ${t.state_reason??""}`.trim()}function Xd(i,t,e,r){let{series:s}=l,n=v.list.value??[],a=p=>e(t.includes(p)?t.filter(f=>f!==p):[...t,p]),[d]=n;if(n.length===0||d!==void 0&&n.length===1){let p=d===void 0?l.cameras.noneLead:Wi(i,d);return o`<div class="field">
      <span class="label">${s.camera}</span>
      <span>${d===void 0?l.cameras.none:v.nameOf(d.id)}</span>
      ${p===void 0?u:o`<p class="hint">${p}</p>`}
      ${r===void 0||p!==void 0?u:o`<p class="wrong">${r}</p>`}
    </div>`}return o`<fieldset aria-describedby="cameras-about">
    <legend>${s.cameras}</legend>
    ${n.map(p=>{let f=Wi(i,p),$={isChecked:t.includes(p.id),isDisabled:f!==void 0,isWrong:r!==void 0,...f!==void 0&&{hint:f}};return yr(`camera-${p.id}`,v.nameOf(p.id),$,()=>a(p.id))})}
    <div id="cameras-about" class="field">
      ${r===void 0?u:o`<p class="wrong">${r}</p>`}
      <p class="hint">${s.each} <a href=${K("camera",Ge)}>${s.together}</a></p>
    </div>
  </fieldset>`}var he=new S(zd),cn=new S([]);function Zd(i){let{series:t}=l,e=Kd(i);if(e!==void 0){let s=new Date(Date.now()+e.takesS*1e3),n=i.kind==="interval"&&e.clipS>=1;return o`<p class="estimate">${t.takes(Ae(e.takesS),Im(s))}
      ${n?t.film(Ae(e.clipS)):u}</p>`}let r=Yd(i);return i.kind==="interval"&&i.isEndless&&Vr(i)>0&&Number.isFinite(r)?o`<p class="estimate">${t.filmEndless(Ae(r))}</p>`:u}function Im(i){return i.toDateString()===new Date().toDateString()?Te(i):i.toLocaleString([],{weekday:"short",day:"numeric",month:"short",hour:"2-digit",minute:"2-digit"})}async function Qd(i,t){let e=()=>vt.byCamera.value.get(i),r=Yr(t,e());an(t)&&await vt.refresh(i);let s=Yr(t,e());if(t.kind==="bracket"){if(s===void 0||"problem"in s)throw new Error(s?.problem??l.series.bracket.asking);if(JSON.stringify(s)!==JSON.stringify(r))throw new Error(l.series.bracket.changed)}let{sequence:n}=await O().startSequence(Wd(t,i,e()));return n}var qm=[3,5,7,9],Um=[[1/3,"\u2153 EV"],[2/3,"\u2154 EV"],[1,"1 EV"],[4/3,"1\u2153 EV"],[2,"2 EV"],[3,"3 EV"]],jt=class extends m{constructor(){super();this.isChecked=!1;this.isStarting=!1;this.refusals=[];this.watch(he,cn,v.list,y.state,vt.byCamera,ee.list)}render(){let{series:e}=l,{isStarting:r}=this,{value:s}=he,n=this.chosen(),a=this.isChecked?mo(s,n):{},d=this.hindrance();return o`<form class="card" aria-labelledby="title" novalidate @submit=${this.submit}>
      <h2 id="title">${e.newSeries}</h2>
      ${dn("kind",e.kind,e.kindsShort,s.kind,p=>this.choose(p))}
      ${Xd(s,n,p=>cn.value=p,a.cameras)}
      ${this.fieldsOf(s,a)}
      ${this.text("name",e.name,{hint:e.nameHint,wrong:void 0})}
      ${ho(s)?this.resume():u}
      ${Zd(s)}
      ${this.refusals.map(({camera:p,...f})=>o`
        ${(v.list.value?.length??0)>1?o`<h3>${v.nameOf(p)}</h3>`:u}
        <rc-failure .failure=${f}></rc-failure>`)}
      <button class="primary" ?disabled=${r||d!==void 0} title=${d??""}>
        ${r?e.starting:n.length>1?e.startCount(n.length):e.start}
      </button>
    </form>`}updated(){an(he.value)&&this.chosen().filter(e=>!vt.byCamera.value.has(e)).forEach(e=>{vt.refresh(e)})}fieldsOf(e,r){switch(e.kind){case"interval":return this.intervalFields(e,r);case"bracket":return this.bracketFields(e,r);case"focus":return this.focusFields(e,r)}}intervalFields(e,r){let{series:s}=l,n=v.list.value?.some(({abilities:a})=>a.includes("bulb"))??!1;return o`
      ${this.interval(r)}
      <div class="pair">
        ${this.text("frames",s.frames,{isDisabled:e.isEndless,wrong:r.frames})}
        <div class="endless">${yr("endless",s.endless,{isChecked:e.isEndless},a=>this.change({isEndless:a}))}</div>
      </div>
      ${n?this.text("bulb",s.bulb,{hint:s.bulbHint,wrong:r.bulb}):u}`}bracketFields(e,r){let{series:s}=l;return o`
      ${dn("varied",s.varied,s.variedBy,e.varied,n=>this.change({varied:n}))}
      <div class="pair">
        ${br("shots",s.shots,({id:n})=>o`<select id=${n} @change=${this.pick("shots")}>
          ${qm.map(a=>o`<option .value=${String(a)} ?selected=${a===e.shots}>${a}</option>`)}
        </select>`)}
        ${br("stepEv",s.stepEv,({id:n})=>o`<select id=${n} @change=${this.pick("stepEv")}>
          ${Um.map(([a,d])=>o`<option .value=${String(a)} ?selected=${a===e.stepEv}>${d}</option>`)}
        </select>`)}
      </div>
      ${Jd(e,this.chosen())}
      ${this.text("brackets",s.brackets,{hint:s.bracketsHint,wrong:r.brackets})}
      ${nn(e)?this.interval(r):u}`}focusFields(e,r){let{series:s}=l;return o`
      ${dn("direction",s.direction,s.directions,e.direction,n=>this.change({direction:n}))}
      <div class="pair">
        ${this.text("pictures",s.pictures,{wrong:r.pictures})}
        ${this.text("steps",s.steps,{wrong:r.steps})}
      </div>
      <p class="hint">${s.stepsHint} ${s.focusHint}</p>
      ${this.interval(r)}`}interval(e){let{series:r}=l,{kind:s,interval:n,unit:a}=he.value;return br("interval",r.interval,({id:d,describedBy:p,isWrong:f})=>o`<div class="with-unit">
      <input id=${d} inputmode="decimal" autocomplete="off" .value=${n[s]} aria-describedby=${p}
        aria-invalid=${f} @input=${$=>this.change({interval:{...n,[s]:pn($)}})} />
      <select aria-label=${r.unit} @change=${$=>this.change({unit:{...a,[s]:pn($)}})}>
        ${["s","min"].map($=>o`<option value=${$} ?selected=${$===a[s]}>${r.units[$]}</option>`)}
      </select>
    </div>`,{hint:r.intervalHint[s],wrong:e.interval})}resume(){let{resume:e,resumeHint:r}=l.series;return yr("resume",e,{isChecked:he.value.resume,hint:r},s=>this.change({resume:s}))}text(e,r,{hint:s,wrong:n,isDisabled:a=!1}){let d={wrong:n,...s!==void 0&&{hint:s}};return br(e,r,({id:p,describedBy:f,isWrong:$})=>o`<input id=${p} autocomplete="off"
      inputmode=${e==="name"?"text":"decimal"} maxlength="100" .value=${he.value[e]} ?disabled=${a}
      aria-describedby=${f} aria-invalid=${$} @input=${this.type(e)} />`,d)}hindrance(){if(y.state.value.kind!=="connected")return l.series.noConnection;let e=(v.list.value??[]).map(r=>Wi(he.value,r));return e.includes(void 0)?void 0:e[0]??l.cameras.noneLead}chosen(){let e=(v.list.value??[]).filter(s=>Wi(he.value,s)===void 0).map(({id:s})=>s);return v.list.value?.length===1?e:e.filter(s=>cn.value.includes(s))}change(e){he.value={...he.value,...e},this.refusals=[]}type(e){return r=>this.change({[e]:pn(r)})}choose(e){this.isChecked=!1,this.change({kind:e})}pick(e){return r=>this.change({[e]:Number(pn(r))})}async submit(e){e.preventDefault(),this.isChecked=!0;let r=this.chosen(),s=Object.keys(mo(he.value,r)).length>0;if(this.isStarting||s){await this.updateComplete,this.renderRoot.querySelector('[aria-invalid="true"]')?.focus();return}this.isStarting=!0,this.refusals=[],await Promise.all(r.map(n=>this.start(n))),this.isStarting=this.isChecked=!1}async start(e){try{ee.put(await Qd(e,he.value)),M.say(l.series.started(v.nameOf(e))),this.dispatchEvent(new CustomEvent("series-started"))}catch(r){this.refusals=[...this.refusals,{...P(r),camera:e}]}}};jt.styles=[m.styles,ln,g`
      form {
        display: grid;
        gap: 14px;
      }
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 12px;
      }
      .with-unit {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
      }
      .endless {
        align-self: start;
        display: grid;
        min-height: 36px;
        margin-top: 1.45rem;
      }
      input:not([type]),
      select {
        width: 100%;
      }
      .values {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .values li {
        padding: 2px 10px;
        border-radius: var(--radius);
        background: var(--sunken);
        font-variant-numeric: tabular-nums;
      }
      .estimate {
        padding: 10px 12px;
        border-radius: var(--radius);
        background: var(--sunken);
        font-size: 0.9rem;
        font-variant-numeric: tabular-nums;
      }
      .primary {
        width: 100%;
      }
    `],c([x()],jt.prototype,"isChecked",2),c([x()],jt.prototype,"isStarting",2),c([x()],jt.prototype,"refusals",2),jt=c([b("rc-new-series")],jt);function pn(i){return i.target.value}function Jr({name:i,bracket:t,focus_steps:e}){let{kinds:r}=l.series;return i??(t?r.bracket:e===void 0?r.interval:r.focus)}function un({interval_s:i,bulb_s:t,steps:e,bracket:r,focus_steps:s,resume:n}){let{described:a}=l.series;return[i>0?a.every(Gm(i)):a.fast,...t===void 0?[]:[a.bulb(t)],...e.length<2?[]:[r?a.bracket(e.length):a.steps(e.length)],...s===void 0?[]:[a.focus(s)],...n?[a.resumes]:[]].join(", ")}function Gm(i){return i<120?`${Number(i.toFixed(2))} s`:Ae(i)}var ec=8,Xr=class extends m{constructor(){super();this.showsAll=!1;this.watch(ee.list,ee.unreadable,v.list)}render(){let{series:e}=l,r=(ee.list.value??[]).filter(n=>!zi(n)).toReversed(),s=ee.unreadable.value;return o`
      ${r.length===0?o`<p class="muted">${e.noneOver}</p>`:o`<ul class="card">${r.slice(0,this.showsAll?r.length:ec).map(n=>this.item(n))}</ul>`}
      ${r.length>ec&&!this.showsAll?o`<button @click=${()=>this.showsAll=!0}>${e.showAll(r.length)}</button>`:u}
      ${s.length>0?o`<p class="muted small">${e.unreadable(s.join(", "))}</p>`:u}`}item(e){let{series:r}=l,{state:s,frames:n,frames_taken:a,frames_failed:d,slots_missed:p,ended_at:f,reason:$,not_restored:w}=e,k=$??(s==="interrupted"?{message:r.interrupted,remedy:void 0}:void 0);return o`<li>
      <div class="row spread head">
        <span><strong>${Jr(e)}</strong> <span class="muted small">${v.nameOf(e.camera)} · ${un(e)}</span></span>
        ${f===void 0?u:o`<span class="muted small">${Tr(f)}</span>`}
      </div>
      <p><span class="state ${s}">${r.states[s]}</span>: ${r.counts(a,n,p,d,Hi(e))}</p>
      ${k===void 0?u:o`<p class="small">${D(k.message)} <span class="muted">${D(k.remedy)}</span></p>`}
      ${w===void 0?u:o`<p class="small">${r.notRestored(w.join(", "))}</p>`}
    </li>`}};Xr.styles=[m.styles,g`
      .card {
        padding: 4px 16px;
      }
      li {
        display: grid;
        gap: 2px;
        padding: 10px 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .state {
        font-weight: 550;
      }
      .state.failed,
      .state.interrupted {
        color: var(--bad);
      }
      .state.completed {
        color: var(--good);
      }
      .head {
        gap: 2px 12px;
      }
      .small {
        font-size: 0.88rem;
      }
      button {
        margin: 8px 0;
      }
    `],c([x()],Xr.prototype,"showsAll",2),Xr=c([b("rc-over-list")],Xr);var jm=2,bt=class extends m{constructor(){super();this.isStopping=!1;this.ask=()=>{this.left!==void 0&&this.left<=jm?this.stop():this.dialog.showModal()};this.watch(v.list,y.state,A)}render(){let e=Jr(this.sequence);return N("operate")?o`${this.sequence.state==="stopping"||this.isStopping?this.stopping():this.button(e)} ${this.question(e)}`:u}get isOnline(){return y.state.value.kind==="connected"}button(e){let{series:r}=l;return o`<button class="danger" aria-label="${r.stop} ${e}" title=${this.isOnline?"":r.noConnection}
      ?disabled=${!this.isOnline} @click=${this.ask}><rc-icon name="stop"></rc-icon>${r.stop}</button>`}stopping(){let{series:e}=l,r=v.find(this.sequence.camera)?.state;return r==="ready"||r==="busy"?o`<p class="muted" role="status">${e.stopping}</p>`:o`<button title=${this.isOnline?"":e.noConnection} ?disabled=${!this.isOnline} @click=${()=>{this.stop()}}>
          ${e.stopNow}
        </button>`}question(e){let{series:r}=l;return o`<dialog aria-labelledby="question">
      <h2 id="question">${r.stopAsk(e)}</h2>
      <p>${r.stopLeft(this.left)}</p>
      <form method="dialog" class="row">
        <button class="danger" @click=${()=>{this.stop()}}>${r.stop}</button>
        <button autofocus>${r.keepOn}</button>
      </form>
    </dialog>`}async stop(){this.isStopping=!0;try{let{sequence:e}=await O().stopSequence({sequence_id:this.sequence.sequence_id});ee.put(e)}catch(e){M.fail(e)}this.isStopping=!1}};bt.styles=[m.styles,g`
      dialog p {
        margin: 8px 0 16px;
      }
    `],c([h({attribute:!1})],bt.prototype,"sequence",2),c([h({attribute:!1})],bt.prototype,"left",2),c([x()],bt.prototype,"isStopping",2),c([C("dialog")],bt.prototype,"dialog",2),bt=c([b("rc-stop-button")],bt);var zm=250,Zr=class extends m{constructor(){super(),this.watch(v.list)}connectedCallback(){super.connectedCallback(),this.ticking=setInterval(()=>this.requestUpdate(),zm)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.ticking)}render(){let{series:t}=l,{sequence:e}=this,{frames:r,frames_taken:s,state:n}=e,a=Jr(e),d=Hi(e),p=r===null?String(s*d):t.progress(s*d,r*d);return o`<article class="card" aria-label=${a}>
      <header>
        <div class="grow">
          <h3>${a}</h3>
          <p class="muted">${v.nameOf(e.camera)}</p>
          <p class="muted">${un(e)}</p>
        </div>
        <span class="state ${n}">${t.states[n]}</span>
      </header>
      ${r===null?u:o`<progress aria-label=${t.taken} max=${r} value=${this.slotsOver}></progress>`}
      ${this.facts(p)}
      ${n==="waiting"?this.why():u}
      ${this.failures()}
      <rc-stop-button .sequence=${e} .left=${this.left===void 0?void 0:this.left*d}></rc-stop-button>
    </article>`}get now(){return sn.now()}get slotsOver(){let{frames_taken:t,frames_failed:e}=this.sequence;return t+e+po(this.sequence,this.now)}get left(){let{frames:t}=this.sequence;return t===null?void 0:Math.max(0,t-this.slotsOver)}facts(t){let{series:e}=l,{frames_failed:r,drift_last_s:s,drift_max_s:n,interval_s:a,bracket:d}=this.sequence,p=po(this.sequence,this.now),f=s===null||n===null?e.noDrift:`${e.ms(s)} / ${e.ms(n)}`;return o`<dl>
      <div><dt>${e.next}</dt><dd class=${this.sequence.state==="waiting"?"":"large"}>${this.next()}</dd></div>
      <div><dt>${e.taken}</dt><dd class="large">${t}</dd></div>
      <div><dt>${e.left}</dt>${this.end()}</div>
      <div><dt>${d?e.missedBrackets:e.missed}</dt><dd class=${p>0?"bad":""}>${p}</dd></div>
      <div><dt>${d?e.failedBrackets:e.failed}</dt><dd class=${r>0?"bad":""}>${r}</dd></div>
      ${a>0?o`<div><dt>${e.drift}</dt><dd>${f}</dd></div>`:u}
    </dl>`}next(){let{series:t}=l,e=co(this.sequence);return this.sequence.state==="waiting"?t.nextBack:this.sequence.state==="stopping"||this.left===0?t.nextNone:e===void 0?t.nextFree:e-this.now>500?Ae((e-this.now)/1e3):t.nextNow}end(){let{frames:t,interval_s:e,started_at:r}=this.sequence;if(t===null||e===0)return o`<dd>${t===null?l.series.leftOpen:l.series.noDrift}</dd>`;let s=Date.parse(r)+(t-1)*e*1e3;return o`<dd class="large">${Ae((s-this.now)/1e3)}</dd><dd class="muted at">${Te(new Date(s))}</dd>`}why(){let t=v.find(this.sequence.camera);return o`<p class="away">${t?.state_reason??l.series.notConnected} ${l.series.away}</p>`}failures(){let{failures:t,bracket:e}=this.sequence,r=e?l.series.bracketNumber:l.series.picture;return t.length===0?u:o`<details>
      <summary>${e?l.series.bracketFailures(t.length):l.series.failures(t.length)}</summary>
      <ul>${t.toReversed().map(({frame:s,at:n,error:a})=>o`<li>
        <span><strong>${r(s)}</strong>, ${Te(n)}: ${a.message}</span>
        <span class="muted">${D(a.remedy)}</span>
      </li>`)}</ul>
    </details>`}};Zr.styles=[m.styles,g`
      article {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      header {
        display: flex;
        gap: 12px;
        align-items: flex-start;
      }
      .state {
        flex: none;
        padding: 1px 10px;
        border: 1px solid var(--line-strong);
        border-radius: 999px;
        font-size: 0.82rem;
        font-weight: 550;
      }
      .state.waiting {
        border-color: var(--warn);
        background: var(--warn-ground);
        color: var(--warn);
      }
      .state.running {
        border-color: var(--good);
        background: var(--good-ground);
        color: var(--good);
      }
      progress {
        width: 100%;
        height: 8px;
        border: 0;
        border-radius: 4px;
        background: var(--sunken);
        overflow: clip;
      }
      progress::-webkit-progress-bar {
        background: var(--sunken);
      }
      progress::-webkit-progress-value {
        background: var(--accent-ground);
      }
      progress::-moz-progress-bar {
        background: var(--accent-ground);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(max(7.5rem, 28%), 1fr));
        gap: 10px 16px;
      }
      dt {
        color: var(--muted);
        font-size: 0.82rem;
      }
      dd {
        font-weight: 550;
        font-variant-numeric: tabular-nums;
      }
      dd.large {
        font-size: 1.35rem;
        line-height: 1.2;
      }
      dd.at {
        font-size: 0.88rem;
        font-weight: 400;
      }
      .bad {
        color: var(--bad);
      }
      .away {
        padding: 10px 12px;
        border-radius: 4px;
        background: var(--warn-ground);
        color: var(--warn);
      }
      details li {
        display: grid;
        gap: 2px;
        padding: 8px 0;
        border-bottom: 1px solid var(--line);
      }
      summary {
        cursor: pointer;
        font-weight: 550;
      }
    `],c([h({attribute:!1})],Zr.prototype,"sequence",2),Zr=c([b("rc-sequence-card")],Zr);async function tc(i,t){let e=[],{last_seq:r,oldest_seq:s,log_id:n}=await i.getEvents({since:0,limit:1});for(let a=r;s!==null&&a>=s&&e.length<t;a-=1e3){let d=Math.max(0,a-1e3),{events:p}=await i.getEvents({since:d,limit:1e3,log_id:n}),f=p.filter(({seq:$,event:w})=>$<=a&&w==="file_saved");e.push(...f.reverse().map(({params:$})=>$))}return e.slice(0,t)}var rc=20,Hm=300,Wm=2e3,fo=class{constructor(){this.state=new S(void 0);this.saved=new S([]);this.viewers=0;y.session.subscribe(()=>this.follow(y.session.value)),y.state.subscribe(()=>{y.state.value.kind==="connected"&&this.refresh()})}async refresh(){try{let t=await y.session.value?.listTethering();t!==void 0&&(this.state.value={saveDir:t.save_dir,byCamera:new Map(t.tetherings.map(e=>[e.camera,e]))})}catch{}}put(t){let{value:e}=this.state;e!==void 0&&(this.state.value={...e,byCamera:new Map(e.byCamera).set(t.camera,t)})}attend(){return this.viewers+=1,this.viewers===1&&(this.looking=setInterval(()=>this.look(),Wm),this.refresh()),()=>{this.viewers-=1,this.viewers===0&&clearInterval(this.looking)}}follow(t){if(t===void 0){this.state.value=void 0,this.saved.value=[];return}t.on("file_saved",e=>this.fileSaved(e)),t.on("save_failed",e=>this.saveFailed(e)),t.on("file_added",()=>this.viewers>0&&this.refreshSoon()),t.on("camera_state_changed",()=>this.viewers>0&&this.refreshSoon()),t.onEventsMissed(()=>{this.refresh(),this.readSaved(t)}),this.refresh(),this.readSaved(t)}look(){[...this.state.value?.byCamera.values()??[]].some(({pending:e,failing:r})=>e>0||r.length>0)&&this.refresh()}fileSaved(t){this.addSaved([t]),this.refreshSoon()}async readSaved(t){try{let e=await tc(t,rc);t===y.session.value&&this.addSaved(e)}catch{}}addSaved(t){let e=new Map([...this.saved.value,...t].map(r=>[`${r.seq} ${r.at}`,r]));this.saved.value=[...e.values()].sort((r,s)=>Date.parse(s.at)-Date.parse(r.at)||s.seq-r.seq).slice(0,rc)}saveFailed({file:t,step:e,error:r}){M.tell(l.series.saveFailed[e](t.filename,r.message),"bad"),this.refreshSoon()}refreshSoon(){clearTimeout(this.soon),this.soon=setTimeout(()=>{this.refresh()},Hm)}},yt=new fo;var Me=class extends m{constructor(){super();this.camera="";this.isApplied=!1;this.typed=e=>{this.template=e.target.value,this.isApplied=!1};this.ticked=e=>{this.deletes=e,this.isApplied=!1};this.apply=e=>{e.preventDefault();let{tethering:r}=this;r!==void 0&&this.set({name_template:this.template??r.name_template,delete_after:this.deletes??r.delete_after})};this.watch(v.list,y.state,A)}render(){let{series:e}=l,{tethering:r,changingTo:s}=this,n=s??r?.active??!1,a=v.nameOf(this.camera),d=this.hindrance();return o`<article class="card" aria-label=${e.tether(a)}>
      <div class="head">
        <div class="grow">
          <h3>${a}</h3>
          ${d===void 0?u:o`<p class="hint" id="why">${d}</p>`}
        </div>
        <button role="switch" aria-checked=${n} aria-label=${e.tether(a)} aria-describedby="why" title=${d??""}
          ?disabled=${d!==void 0||s!==void 0} @click=${()=>{this.toggle(!n)}}>
          ${n?e.on:e.off}
        </button>
      </div>
      ${s===void 0?u:o`<p class="muted" role="status">${s?e.tetherStarting:e.tetherStopping}</p>`}
      ${r===void 0?u:this.counts(r)}
      ${Bm(r?.failing??[]).map(p=>this.trouble(p))}
      <rc-failure .failure=${this.failure}></rc-failure>
      ${r===void 0||!N("operate")?u:this.options(r,d)}
    </article>`}hindrance(){if(y.state.value.kind!=="connected")return l.series.noConnection;if(v.find(this.camera)===void 0)return l.series.notConnected;let{active:r=!1,delete_after:s=!1}=this.tethering??{};return pe(s&&!r?"admin":"operate")}counts({saved:e,pending:r,saving:s,delete_after:n,name_template:a}){let{series:d}=l;return o`<p class="counts">
        <span>${d.saved(e)}</span>
        <span class=${r>0?"warn":"muted"}>${d.pending(r)}</span>
        ${s===void 0?u:o`<span>${d.savingNow(s.filename)}</span>`}
        ${n?o`<span class="warn">${d.deletes}</span>`:u}
      </p>
      <p class="mono muted">${a}</p>`}trouble([{file:e,error:r,tries:s},...n]){let a=e===void 0?r.message:`${l.series.files(e.filename,n.length)}: ${r.message}`;return o`<div class="field">
      <rc-failure .failure=${{message:a,remedy:r.remedy}}></rc-failure>
      <p class="hint">${l.series.trouble(s)}</p>
    </div>`}options(e,r){let{series:s}=l,n=pe("admin"),a=r??(e.delete_after?n:void 0)??(e.active?void 0:s.optionsOff),d=a!==void 0;return o`<details>
      <summary>${s.options}</summary>
      <form @submit=${this.apply}>
        ${br("template",s.template,({id:p,describedBy:f})=>o`<input id=${p} autocomplete="off" spellcheck="false" maxlength="500"
          .value=${this.template??e.name_template} ?disabled=${d} aria-describedby=${f} @input=${this.typed} />`,{hint:s.templateHint})}
        ${yr("delete",s.deleteAfter,{isChecked:this.deletes??e.delete_after,isDisabled:d||n!==void 0,hint:n??s.deleteAfterHint},this.ticked)}
        <div class="row">
          <button ?disabled=${d} title=${a??""}>${s.apply}</button>
          <button type="button" class="quiet" ?disabled=${d} title=${a??""} @click=${()=>{this.set({})}}>${s.serversOwn}</button>
          ${this.isApplied?o`<span role="status">${s.applied}</span>`:u}
        </div>
        ${d?o`<p class="hint">${a}</p>`:u}
      </form>
    </details>`}async set(e){this.isApplied=await this.call(()=>O().startTethering({camera:this.camera,...e})),this.isApplied&&(this.template=this.deletes=void 0)}async toggle(e){let{camera:r,tethering:s}=this,n=s===void 0?{}:{name_template:s.name_template,delete_after:s.delete_after};this.changingTo=e,await this.call(()=>e?O().startTethering({camera:r,...n}):O().stopTethering({camera:r})),this.changingTo=void 0}async call(e){this.failure=void 0;try{return yt.put(await e()),!0}catch(r){return this.failure=P(r),!1}}};Me.styles=[m.styles,ln,g`
      article {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
      .head {
        display: flex;
        gap: var(--gap);
        align-items: flex-start;
      }
      [role="switch"] {
        flex: none;
        min-width: 84px;
        justify-content: flex-start;
        padding: 0 12px 0 8px;
        border-radius: 999px;
      }
      [role="switch"]::before {
        content: "";
        width: 18px;
        height: 18px;
        border: 2px solid var(--line-strong);
        border-radius: 50%;
      }
      [role="switch"][aria-checked="true"] {
        flex-direction: row-reverse;
        background: var(--good-ground);
        border-color: var(--good);
        color: var(--good);
      }
      [role="switch"][aria-checked="true"]::before {
        border-color: var(--good);
        background: var(--good);
      }
      .counts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        font-variant-numeric: tabular-nums;
      }
      .warn {
        color: var(--warn);
      }
      form {
        display: grid;
        gap: 12px;
        padding-top: 12px;
      }
      input:not([type]) {
        width: 100%;
        font-family: var(--mono);
        font-size: 0.9em;
      }
      summary {
        cursor: pointer;
        color: var(--muted);
      }
    `],c([h()],Me.prototype,"camera",2),c([h({attribute:!1})],Me.prototype,"tethering",2),c([x()],Me.prototype,"changingTo",2),c([x()],Me.prototype,"failure",2),c([x()],Me.prototype,"isApplied",2),c([x()],Me.prototype,"template",2),c([x()],Me.prototype,"deletes",2),Me=c([b("rc-tether-card")],Me);function Bm(i){let t=new Map;for(let e of i){let r=`${e.file===void 0} ${e.error.message}`,s=t.get(r);s===void 0?t.set(r,[e]):s.push(e)}return[...t.values()]}var Bi=class extends m{constructor(){super(),this.watch(yt.state,yt.saved,v.list)}connectedCallback(){super.connectedCallback(),this.end=yt.attend()}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}render(){let{series:t}=l,{value:e}=yt.state;if(e===void 0)return o`<p class="muted">${t.loading}</p>`;if(e.saveDir===null)return o`<p class="card">${t.noSaveDir} <code class="whole">--save-dir ~/Pictures/studio</code>.</p>`;let r=new Set([...(v.list.value??[]).map(({id:s})=>s),...e.byCamera.keys()]);return o`
      <p class="muted">${t.tetheringLead} ${t.saveDir} <code>${e.saveDir}</code>.</p>
      ${r.size===0?o`<p class="muted">${t.noCameras}</p>`:o`<div class="cards">
        ${Y(r,s=>s,s=>o`<rc-tether-card .camera=${s} .tethering=${e.byCamera.get(s)}></rc-tether-card>`)}
      </div>`}
      <h3 id="saved">${t.lastSaved}</h3>
      ${yt.saved.value.length===0?o`<p class="muted">${t.noneSaved}</p>`:o`<ul class="card saved" aria-labelledby="saved">${yt.saved.value.map(s=>this.file(s))}</ul>`}`}file({at:t,path:e,size_bytes:r}){return o`<li><code>${e}</code><span class="muted">${I(r)}, ${Te(t)}</span></li>`}};Bi.styles=[m.styles,g`
      :host,
      .cards {
        display: grid;
        gap: 12px;
        align-items: start;
      }
      .cards {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
      }
      .whole {
        white-space: nowrap;
      }
      .saved {
        padding: 4px 16px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 2px 16px;
        padding: 8px 0;
        font-variant-numeric: tabular-nums;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      h3 {
        margin-top: 4px;
      }
    `],Bi=c([b("rc-tethering")],Bi);var Qr=class extends m{constructor(){super(),this.watch(ee.list,A)}connectedCallback(){super.connectedCallback(),this.end=ee.attend()}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}render(){let{series:t}=l,{value:e}=ee.list,r=e?.filter(zi)??[],s=!N("operate"),n=e===void 0?t.loading:t.noneRunning;return o`<h1 class="visually-hidden">${t.title}</h1>
      <div class="areas ${s?"seen":""} ${r.length===0?"idle":""}">
        <section class="running" aria-labelledby="running">
          <h2 id="running">${t.running}</h2>
          ${r.length===0?o`<p class="muted">${n}</p>`:o`<div class="cards">
            ${Y(r,({sequence_id:a})=>a,a=>o`<rc-sequence-card .sequence=${a}></rc-sequence-card>`)}
          </div>`}
        </section>
        ${s?u:o`<rc-new-series @series-started=${()=>this.running.scrollIntoView({block:"nearest"})}></rc-new-series>`}
        <section class="tethering" aria-labelledby="tethering">
          <h2 id="tethering">${t.tethering}</h2>
          <rc-tethering></rc-tethering>
        </section>
        <section class="over" aria-labelledby="over">
          <h2 id="over">${t.over}</h2>
          <rc-over-list></rc-over-list>
        </section>
      </div>`}};Qr.styles=[m.styles,g`
      :host {
        overflow-wrap: anywhere; /* paths and names of files within, too */
      }
      .areas {
        display: grid;
        grid-template: "new running" auto "new tethering" auto "new over" 1fr / minmax(20rem, 25rem) minmax(0, 1fr);
        gap: 24px;
        max-width: 92rem;
        padding: 16px;
      }
      rc-new-series {
        grid-area: new;
      }
      .running {
        grid-area: running;
      }
      .tethering {
        grid-area: tethering;
      }
      .over {
        grid-area: over;
      }
      section {
        display: grid;
        gap: 10px;
        align-content: start;
        min-width: 0;
        scroll-margin-top: 16px;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr));
        gap: 12px;
        align-items: start;
      }
      @media (max-width: 900px) {
        .areas {
          grid-template: "running" "new" "tethering" "over" / minmax(0, 1fr);
          gap: 20px;
          padding: 12px;
        }
        .areas.idle {
          grid-template-areas: "new" "running" "tethering" "over";
        }
      }
      .areas.seen {
        grid-template: "running" "tethering" "over" / minmax(0, 1fr);
      }
    `],c([C(".running")],Qr.prototype,"running",2),Qr=c([b("rc-series-view")],Qr);var Km={" ":"Space",ArrowLeft:"\u2190",ArrowRight:"\u2192",ArrowUp:"\u2191",ArrowDown:"\u2193"},ei=class extends m{constructor(){super(),this.watch($t)}toggle(){this.dialog.open?this.dialog.close():this.dialog.showModal()}render(){return o`<dialog aria-labelledby="title">
      <h2 id="title">${l.keys.title}</h2>
      <dl>
        ${$t.value.map(({key:t,label:e})=>o`<dt><kbd>${Km[t]??t}</kbd></dt><dd>${e}</dd>`)}
      </dl>
      <form method="dialog"><button>${l.close}</button></form>
    </dialog>`}};ei.styles=[m.styles,g`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 8px 16px;
        margin: 16px 0;
      }
      kbd {
        padding: 2px 8px;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        font: 0.9em var(--mono);
      }
    `],c([C("dialog")],ei.prototype,"dialog",2),ei=c([b("rc-key-list")],ei);var Ki=class extends m{constructor(){super(),this.watch(M.shown,M.spoken)}render(){return o`
      <div class="list" role="log" aria-live="polite" aria-label=${l.notices}>
        ${Y(M.shown.value,({id:t})=>t,t=>this.item(t))}
      </div>
      <p class="visually-hidden" role="status">${M.spoken.value}</p>
    `}item({id:t,kind:e,message:r,remedy:s}){return o`<div class="notice ${e}">
      <div class="grow">
        <p>${D(r)}</p>
        ${s?o`<p class="muted">${D(s)}</p>`:u}
      </div>
      <button class="quiet icon" aria-label=${l.dismiss} @click=${()=>M.dismiss(t)}>
        <rc-icon name="close"></rc-icon>
      </button>
    </div>`}};Ki.styles=[m.styles,g`
      .list {
        position: fixed;
        z-index: 30;
        right: 16px;
        bottom: calc(16px + var(--transfers, 0px)); /* what failed there stays readable */
        display: grid;
        gap: 8px;
        width: min(26rem, calc(100vw - 32px));
      }
      @media (max-width: 700px) {
        .list {
          bottom: calc(72px + env(safe-area-inset-bottom) + var(--transfers, 0px));
        }
      }
      .notice {
        display: flex;
        gap: 10px;
        align-items: flex-start;
        padding: 10px 8px 10px 14px;
        border: 1px solid var(--line);
        border-left: 4px solid var(--muted);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: 0 4px 18px rgb(0 0 0 / 0.25);
      }
      .bad {
        border-left-color: var(--bad);
      }
      .good {
        border-left-color: var(--good);
      }
      button {
        margin: -6px 0;
      }
    `],Ki=c([b("rc-notices")],Ki);var wr=class extends m{constructor(){super();this.isEmpty=!1;this.watch(y.state)}render(){let{value:e}=y.state,r=e.kind!=="signed-out";return o`
      <form class="card" @submit=${this.submit}>
        <h1>${l.name}</h1>
        <p class="muted">${D(l.signIn.lead)}</p>
        <div class="field">
          <label for="token">${l.signIn.token}</label>
          <input id="token" type="password" autocomplete="current-password" autofocus ?disabled=${r} />
        </div>
        <rc-failure .failure=${this.failure()}></rc-failure>
        <button class="primary" ?disabled=${r}>${r?l.signIn.checking:l.signIn.go}</button>
      </form>
    `}failure(){let{value:e}=y.state;return this.isEmpty?{message:l.signIn.empty}:e.kind==="signed-out"?e.failure:void 0}async signIn(e){await y.signIn(e);let{value:r}=A;y.session.value!==void 0&&r!==void 0&&M.tell(l.grant.signedIn(r.name,l.grant.scopes[r.scope]),"good")}submit(e){e.preventDefault();let r=this.input.value.trim();this.isEmpty=r==="",this.isEmpty||this.signIn(r)}};wr.styles=[m.styles,g`
      :host {
        padding: 0 16px;
      }
      form {
        display: grid;
        gap: 14px;
        max-width: 26rem;
        margin: 12vh auto 0;
      }
      .field {
        display: grid;
        gap: 4px;
      }
    `],c([x()],wr.prototype,"isEmpty",2),c([C("input")],wr.prototype,"input",2),wr=c([b("rc-sign-in")],wr);var xr=l.label,ic=64,Ze=class extends m{constructor(){super();this.save=async e=>{e.preventDefault();let[r,s]=[this.label.value,this.place.value];try{await y.session.value?.labelCamera({label:r,place:s,...this.of}),this.dialog.close()}catch(n){this.failure=P(n)}};this.identify=async()=>{this.failure=void 0;try{await xe.show(this.of.camera)}catch(e){this.failure=P(e)}};this.watch(xe.showing)}async ask(e){[this.camera,this.failure]=[e,void 0],await this.updateComplete,[this.label.value,this.place.value]=[e.label??"",e.place??""],this.dialog.showModal()}render(){let e=xe.showing.value.has(this.of.camera);return o`<dialog aria-labelledby="title" @keydown=${r=>r.stopPropagation()}>
      <form @submit=${this.save}>
        <h2 id="title">${xr.title}</h2>
        <div class="field">
          <label for="label">${xr.label}</label>
          <input id="label" maxlength=${ic} autocomplete="off" aria-describedby="label-hint" />
          <span class="hint" id="label-hint">${xr.hint}</span>
        </div>
        <div class="field">
          <label for="place">${xr.place}</label>
          <input id="place" maxlength=${ic} autocomplete="off" />
        </div>
        <rc-failure .failure=${this.failure}></rc-failure>
        <div class="row">
          <button type="button" aria-disabled=${e} @click=${this.identify}>${e?xr.showing:xr.show}</button>
          <span class="grow"></span>
          <button type="button" @click=${()=>this.dialog.close()}>${l.cancel}</button>
          <button class="primary">${xr.save}</button>
        </div>
      </form>
    </dialog>`}get of(){return{camera:this.camera?.id??""}}};Ze.styles=[m.styles,g`
      form {
        display: grid;
        gap: 12px;
        min-width: min(22rem, 80vw);
      }
      .field {
        display: grid;
        gap: 4px;
      }
      .hint {
        color: var(--muted);
        font-size: 0.82rem;
      }
    `],c([x()],Ze.prototype,"camera",2),c([x()],Ze.prototype,"failure",2),c([C("dialog")],Ze.prototype,"dialog",2),c([C("#label")],Ze.prototype,"label",2),c([C("#place")],Ze.prototype,"place",2),Ze=c([b("rc-label-dialog")],Ze);var zt=class extends m{constructor(){super();this.showKeys=()=>{};this.watch(v.list,v.details,y.state,A,je)}render(){return o`<header>
      ${this.picker()}
      ${this.camera===void 0||this.isAll?u:this.facts(this.camera,v.details.value.get(this.camera.id))}
      <span class="grow"></span>
      ${this.token()}
      <button class="quiet icon wide" aria-label=${l.keys.show} title=${l.keys.show} @click=${()=>this.showKeys()}>
        <rc-icon name="key"></rc-icon>
      </button>
      <button class="quiet icon" aria-label=${l.signIn.out} title=${l.signIn.out} @click=${()=>y.signOut()}>
        <rc-icon name="out"></rc-icon>
      </button>
    </header>
    <rc-label-dialog></rc-label-dialog>`}get isAll(){return je.value.view==="camera"&&je.value.rest===Ge}picker(){let e=v.list.value??[];return e.length===0?o`<strong>${l.name}</strong>`:o`<select aria-label=${l.cameras.pick} @change=${this.pick}>
      ${e.length>1?o`<option value=${Ge} .selected=${this.isAll}>${l.cameras.all}</option>`:u}
      ${e.map(({id:r})=>o`<option value=${r} .selected=${!this.isAll&&r===this.camera?.id}>${v.nameOf(r)}</option>`)}
    </select>`}pick(e){let{value:r}=e.target;location.hash=K(je.value.view==="pictures"&&r!==Ge?"pictures":"camera",r)}facts(e,r){let s=r?.storage.find(({free_bytes:$})=>$!==void 0),n=r?.battery_percent,{state:a,state_reason:d}=e,p=y.state.value.kind==="connected",f=p?l.cameras.states[a]:l.cameras.unknown;return o`<span class="state ${p?a:""}" title=${p?d??"":l.connection.lost}>${f}</span>
      ${N("operate")?this.labelButton(e):u}
      <span class="facts">
        ${n===void 0?u:o`<span class="fact"><rc-icon name="battery"></rc-icon>
          <span class="visually-hidden">${l.cameras.battery(n)}</span><span aria-hidden="true">${n} %</span></span>`}
        ${s?.free_bytes===void 0?u:o`<span class="fact wide"><rc-icon name="card"></rc-icon>
          ${l.cameras.space(I(s.free_bytes),s.free_images)}</span>`}
        ${r?.lens?o`<span class="fact wide"><rc-icon name="lens"></rc-icon>${r.lens}</span>`:u}
      </span>`}labelButton(e){let{title:r}=l.label;return o`<button class="quiet icon" aria-label=${r} title=${[r,e.place].filter(Boolean).join(" \xB7 ")}
      @click=${()=>{this.labelDialog.ask(e)}}><rc-icon name="tag"></rc-icon></button>`}token(){let{value:e}=A;if(e===void 0||e.scope==="admin"&&e.cameras===void 0)return u;let r=l.grant.scopes[e.scope],s=l.grant.token(e.name,r)+(e.cameras===void 0?"":l.grant.cameras(e.cameras));return o`<span class="token" title=${s}><span class="name">${e.name}</span><span class="words">${r}</span></span>`}};zt.styles=[m.styles,g`
      header {
        display: flex;
        align-items: center;
        gap: var(--gap);
        min-height: 56px;
        padding: 6px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .facts {
        display: flex;
        gap: 16px;
        color: var(--muted);
        font-size: 0.88rem;
        white-space: nowrap;
      }
      .fact {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        white-space: nowrap;
      }
      .state::before {
        content: "";
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--muted);
      }
      .state.ready::before {
        background: var(--good);
      }
      .state.busy::before {
        background: var(--accent);
      }
      .state.lost::before,
      .state.failed::before {
        background: var(--bad);
      }
      .token {
        display: inline-flex;
        gap: 6px;
        min-width: 0;
        padding: 2px 10px;
        border: 1px solid var(--line-strong);
        border-radius: 999px;
        font-size: 0.82rem;
        white-space: nowrap;
      }
      .token .name {
        max-width: 10rem;
        overflow: hidden;
        text-overflow: ellipsis;
        font-weight: 550;
      }
      .token .words {
        color: var(--muted);
      }
      select {
        min-width: 8rem;
        max-width: 20rem;
        font-weight: 550;
      }
      @media (max-width: 900px) {
        .wide {
          display: none;
        }
        .facts {
          gap: 10px;
        }
      }
      @media (max-width: 480px) {
        header {
          padding: 6px 10px;
          gap: 8px;
        }
        select {
          flex: 1 2 11rem;
          min-width: 5rem;
          max-width: 11rem;
        }
        .token {
          flex: none;
          padding: 2px 7px;
          font-size: 0.75rem;
        }
        .token .name {
          display: none;
        }
        .state {
          display: block;
          min-width: 4.2rem; /* for "Ready" */
          overflow: hidden;
          text-overflow: ellipsis;
        }
        .state::before {
          display: inline-block;
          margin-right: 6px;
        }
      }
    `],c([h({attribute:!1})],zt.prototype,"camera",2),c([C("rc-label-dialog")],zt.prototype,"labelDialog",2),c([h({attribute:!1})],zt.prototype,"showKeys",2),zt=c([b("rc-top-bar")],zt);var ti=class extends m{constructor(){super();this.wasLost=!1;this.onKey=e=>{if(e.key==="?"){let r=e.composedPath()[0];r instanceof HTMLElement&&r.matches("input, select, textarea")||this.keyList.toggle();return}qo(e)};this.watch(y.state,y.session,v.list,je),y.state.subscribe(()=>this.sayState()),y.start()}connectedCallback(){super.connectedCallback(),addEventListener("keydown",this.onKey)}disconnectedCallback(){super.disconnectedCallback(),removeEventListener("keydown",this.onKey)}render(){return o`${y.session.value===void 0?o`<main><rc-sign-in></rc-sign-in></main>`:this.frame()}
      <rc-notices></rc-notices><rc-key-list></rc-key-list>`}frame(){let{view:e,rest:r}=je.value,s=v.find(r)??(r===void 0||r===Ge||e==="explorer"?v.list.value?.[0]:void 0);return v.show(s?.id),document.title=`${l.views[e]} \xB7 ${l.name}`,o`<div class="frame">
      <nav aria-label=${l.navigation}>${la.map(n=>this.link(n,s?.id))}</nav>
      <rc-top-bar .camera=${s} .showKeys=${()=>this.keyList.toggle()}></rc-top-bar>
      ${y.state.value.kind==="connected"?u:o`<div class="lost" role="status">${l.connection.lost}</div>`}
      <main>${this.view(e,s?.id,r)}</main>
    </div>`}link(e,r){let s=je.value.view===e;return o`<a href=${K(e,e==="camera"||e==="pictures"?r:void 0)} aria-current=${s?"page":u}>
      <rc-icon name=${e}></rc-icon>${l.views[e]}
    </a>`}view(e,r,s){switch(e){case"camera":return o`<h1 class="visually-hidden">${s===Ge?l.cameras.all:r===void 0?l.views.camera:v.nameOf(r)}</h1>
          ${s===Ge?o`<rc-wall></rc-wall>`:this.ofCamera(r,s,o`<rc-camera-view .camera=${r}></rc-camera-view>`)}`;case"pictures":return this.ofCamera(r,s,o`<rc-pictures-view .camera=${r}></rc-pictures-view>`);case"series":return o`<rc-series-view></rc-series-view>`;case"explorer":return o`<rc-explorer-view .method=${s}></rc-explorer-view>`;case"log":return o`<rc-log-view></rc-log-view>`}}ofCamera(e,r,s){return e!==void 0?Er(e,s):v.list.value===void 0?u:r===void 0?o`<rc-no-camera></rc-no-camera>`:o`<rc-empty icon="camera" heading=${l.cameras.gone(r)}><p class="muted">${l.cameras.goneLead}</p></rc-empty>`}sayState(){let e=y.state.value.kind==="lost";this.wasLost&&y.state.value.kind==="connected"&&M.tell(l.connection.back,"good"),this.wasLost=e}};ti.styles=[m.styles,g`
      :host {
        height: 100dvh;
      }
      .frame {
        display: grid;
        grid-template: "nav bar" auto "nav lost" auto "nav main" 1fr / auto minmax(0, 1fr);
        height: 100%;
      }
      rc-top-bar {
        grid-area: bar;
      }
      .lost {
        grid-area: lost;
        padding: 8px 16px;
        background: var(--warn-ground);
        color: var(--warn);
        font-weight: 550;
      }
      main {
        grid-area: main;
        position: relative;
        min-width: 0;
        min-height: 0;
        overflow: auto;
      }
      nav {
        grid-area: nav;
        display: flex;
        flex-direction: column;
        gap: 4px;
        width: 84px;
        padding: 8px;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      nav a {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 4px;
        padding: 10px 2px;
        border-radius: var(--radius);
        color: var(--muted);
        font-size: 0.78rem;
        font-weight: 550;
        text-decoration: none;
      }
      nav a:hover {
        color: var(--text);
      }
      nav a[aria-current="page"] {
        background: var(--sunken);
        color: var(--accent);
      }
      @media (max-width: 700px) {
        .frame {
          grid-template: "bar" auto "lost" auto "main" 1fr "nav" auto / minmax(0, 1fr);
        }
        nav {
          flex-direction: row;
          justify-content: space-around;
          width: auto;
          padding: 4px 4px calc(4px + env(safe-area-inset-bottom));
          border-right: 0;
          border-top: 1px solid var(--line);
        }
        nav a {
          flex: 1;
          padding: 6px 0;
        }
      }
    `],c([C("rc-key-list")],ti.prototype,"keyList",2),ti=c([b("rc-app")],ti);
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
@lit/reactive-element/decorators/custom-element.js:
@lit/reactive-element/decorators/property.js:
@lit/reactive-element/decorators/state.js:
@lit/reactive-element/decorators/event-options.js:
@lit/reactive-element/decorators/base.js:
@lit/reactive-element/decorators/query.js:
@lit/reactive-element/decorators/query-all.js:
@lit/reactive-element/decorators/query-async.js:
@lit/reactive-element/decorators/query-assigned-nodes.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/decorators/query-assigned-elements.js:
lit-html/directives/keyed.js:
  (**
   * @license
   * Copyright 2021 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
lit-html/directives/live.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directives/class-map.js:
  (**
   * @license
   * Copyright 2018 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
