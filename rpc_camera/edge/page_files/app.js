var Pl=Object.defineProperty;var Rl=Object.getOwnPropertyDescriptor;var d=(i,t,e,r)=>{for(var s=r>1?void 0:r?Rl(t,e):t,n=i.length-1,a;n>=0;n--)(a=i[n])&&(s=(r?a(t,e,s):a(s))||s);return r&&s&&Pl(t,e,s),s};var fi=globalThis,gi=fi.ShadowRoot&&(fi.ShadyCSS===void 0||fi.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,_s=Symbol(),ha=new WeakMap,Rr=class{constructor(t,e,r){if(this._$cssResult$=!0,r!==_s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(gi&&t===void 0){let r=e!==void 0&&e.length===1;r&&(t=ha.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),r&&ha.set(e,t))}return t}toString(){return this.cssText}},fa=i=>new Rr(typeof i=="string"?i:i+"",void 0,_s),f=(i,...t)=>{let e=i.length===1?i[0]:t.reduce((r,s,n)=>r+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+i[n+1],i[0]);return new Rr(e,i,_s)},ga=(i,t)=>{if(gi)i.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let r=document.createElement("style"),s=fi.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=e.cssText,i.appendChild(r)}},Cs=gi?i=>i:i=>i instanceof CSSStyleSheet?(t=>{let e="";for(let r of t.cssRules)e+=r.cssText;return fa(e)})(i):i;var{is:Ml,defineProperty:Ol,getOwnPropertyDescriptor:Al,getOwnPropertyNames:Tl,getOwnPropertySymbols:Dl,getPrototypeOf:Fl}=Object,vi=globalThis,va=vi.trustedTypes,Ll=va?va.emptyScript:"",Nl=vi.reactiveElementPolyfillSupport,Mr=(i,t)=>i,Or={toAttribute(i,t){switch(t){case Boolean:i=i?Ll:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,t){let e=i;switch(t){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},bi=(i,t)=>!Ml(i,t),ba={attribute:!0,type:String,converter:Or,reflect:!1,useDefault:!1,hasChanged:bi};Symbol.metadata??=Symbol("metadata"),vi.litPropertyMetadata??=new WeakMap;var je=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=ba){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(t,r,e);s!==void 0&&Ol(this.prototype,t,s)}}static getPropertyDescriptor(t,e,r){let{get:s,set:n}=Al(this.prototype,t)??{get(){return this[e]},set(a){this[e]=a}};return{get:s,set(a){let c=s?.call(this);n?.call(this,a),this.requestUpdate(t,c,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??ba}static _$Ei(){if(this.hasOwnProperty(Mr("elementProperties")))return;let t=Fl(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(Mr("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Mr("properties"))){let e=this.properties,r=[...Tl(e),...Dl(e)];for(let s of r)this.createProperty(s,e[s])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[r,s]of e)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[e,r]of this.elementProperties){let s=this._$Eu(e,r);s!==void 0&&this._$Eh.set(s,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let r=new Set(t.flat(1/0).reverse());for(let s of r)e.unshift(Cs(s))}else t!==void 0&&e.push(Cs(t));return e}static _$Eu(t,e){let r=e.attribute;return r===!1?void 0:typeof r=="string"?r:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let r of e.keys())this.hasOwnProperty(r)&&(t.set(r,this[r]),delete this[r]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ga(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,r){this._$AK(t,r)}_$ET(t,e){let r=this.constructor.elementProperties.get(t),s=this.constructor._$Eu(t,r);if(s!==void 0&&r.reflect===!0){let n=(r.converter?.toAttribute!==void 0?r.converter:Or).toAttribute(e,r.type);this._$Em=t,n==null?this.removeAttribute(s):this.setAttribute(s,n),this._$Em=null}}_$AK(t,e){let r=this.constructor,s=r._$Eh.get(t);if(s!==void 0&&this._$Em!==s){let n=r.getPropertyOptions(s),a=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:Or;this._$Em=s;let c=a.fromAttribute(e,n.type);this[s]=c??this._$Ej?.get(s)??c,this._$Em=null}}requestUpdate(t,e,r,s=!1,n){if(t!==void 0){let a=this.constructor;if(s===!1&&(n=this[t]),r??=a.getPropertyOptions(t),!((r.hasChanged??bi)(n,e)||r.useDefault&&r.reflect&&n===this._$Ej?.get(t)&&!this.hasAttribute(a._$Eu(t,r))))return;this.C(t,e,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:r,reflect:s,wrapped:n},a){r&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,a??e??this[t]),n!==!0||a!==void 0)||(this._$AL.has(t)||(this.hasUpdated||r||(e=void 0),this._$AL.set(t,e)),s===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,n]of this._$Ep)this[s]=n;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,n]of r){let{wrapped:a}=n,c=this[s];a!==!0||this._$AL.has(s)||c===void 0||this.C(s,void 0,n,c)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(e)):this._$EM()}catch(r){throw t=!1,this._$EM(),r}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};je.elementStyles=[],je.shadowRootOptions={mode:"open"},je[Mr("elementProperties")]=new Map,je[Mr("finalized")]=new Map,Nl?.({ReactiveElement:je}),(vi.reactiveElementVersions??=[]).push("2.1.2");var Rs=globalThis,ya=i=>i,yi=Rs.trustedTypes,wa=yi?yi.createPolicy("lit-html",{createHTML:i=>i}):void 0,Ms="$lit$",ze=`lit$${Math.random().toFixed(9).slice(2)}$`,Os="?"+ze,Il=`<${Os}>`,_t=document,Tr=()=>_t.createComment(""),Dr=i=>i===null||typeof i!="object"&&typeof i!="function",As=Array.isArray,_a=i=>As(i)||typeof i?.[Symbol.iterator]=="function",Ps=`[ 	
\f\r]`,Ar=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,xa=/-->/g,$a=/>/g,St=RegExp(`>|${Ps}(?:([^\\s"'>=/]+)(${Ps}*=${Ps}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ka=/'/g,Sa=/"/g,Ca=/^(?:script|style|textarea|title)$/i,Ts=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),o=Ts(1),A=Ts(2),Ip=Ts(3),I=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),Ea=new WeakMap,Et=_t.createTreeWalker(_t,129);function Pa(i,t){if(!As(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return wa!==void 0?wa.createHTML(t):t}var Ra=(i,t)=>{let e=i.length-1,r=[],s,n=t===2?"<svg>":t===3?"<math>":"",a=Ar;for(let c=0;c<e;c++){let p=i[c],v,S,y=-1,$=0;for(;$<p.length&&(a.lastIndex=$,S=a.exec(p),S!==null);)$=a.lastIndex,a===Ar?S[1]==="!--"?a=xa:S[1]!==void 0?a=$a:S[2]!==void 0?(Ca.test(S[2])&&(s=RegExp("</"+S[2],"g")),a=St):S[3]!==void 0&&(a=St):a===St?S[0]===">"?(a=s??Ar,y=-1):S[1]===void 0?y=-2:(y=a.lastIndex-S[2].length,v=S[1],a=S[3]===void 0?St:S[3]==='"'?Sa:ka):a===Sa||a===ka?a=St:a===xa||a===$a?a=Ar:(a=St,s=void 0);let E=a===St&&i[c+1].startsWith("/>")?" ":"";n+=a===Ar?p+Il:y>=0?(r.push(v),p.slice(0,y)+Ms+p.slice(y)+ze+E):p+ze+(y===-2?c:E)}return[Pa(i,n+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),r]},Fr=class i{constructor({strings:t,_$litType$:e},r){let s;this.parts=[];let n=0,a=0,c=t.length-1,p=this.parts,[v,S]=Ra(t,e);if(this.el=i.createElement(v,r),Et.currentNode=this.el.content,e===2||e===3){let y=this.el.content.firstChild;y.replaceWith(...y.childNodes)}for(;(s=Et.nextNode())!==null&&p.length<c;){if(s.nodeType===1){if(s.hasAttributes())for(let y of s.getAttributeNames())if(y.endsWith(Ms)){let $=S[a++],E=s.getAttribute(y).split(ze),R=/([.?@])?(.*)/.exec($);p.push({type:1,index:n,name:R[2],strings:E,ctor:R[1]==="."?xi:R[1]==="?"?$i:R[1]==="@"?ki:Pt}),s.removeAttribute(y)}else y.startsWith(ze)&&(p.push({type:6,index:n}),s.removeAttribute(y));if(Ca.test(s.tagName)){let y=s.textContent.split(ze),$=y.length-1;if($>0){s.textContent=yi?yi.emptyScript:"";for(let E=0;E<$;E++)s.append(y[E],Tr()),Et.nextNode(),p.push({type:2,index:++n});s.append(y[$],Tr())}}}else if(s.nodeType===8)if(s.data===Os)p.push({type:2,index:n});else{let y=-1;for(;(y=s.data.indexOf(ze,y+1))!==-1;)p.push({type:7,index:n}),y+=ze.length-1}n++}}static createElement(t,e){let r=_t.createElement("template");return r.innerHTML=t,r}};function Ct(i,t,e=i,r){if(t===I)return t;let s=r!==void 0?e._$Co?.[r]:e._$Cl,n=Dr(t)?void 0:t._$litDirective$;return s?.constructor!==n&&(s?._$AO?.(!1),n===void 0?s=void 0:(s=new n(i),s._$AT(i,e,r)),r!==void 0?(e._$Co??=[])[r]=s:e._$Cl=s),s!==void 0&&(t=Ct(i,s._$AS(i,t.values),s,r)),t}var wi=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:r}=this._$AD,s=(t?.creationScope??_t).importNode(e,!0);Et.currentNode=s;let n=Et.nextNode(),a=0,c=0,p=r[0];for(;p!==void 0;){if(a===p.index){let v;p.type===2?v=new Zt(n,n.nextSibling,this,t):p.type===1?v=new p.ctor(n,p.name,p.strings,this,t):p.type===6&&(v=new Si(n,this,t)),this._$AV.push(v),p=r[++c]}a!==p?.index&&(n=Et.nextNode(),a++)}return Et.currentNode=_t,s}p(t){let e=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(t,r,e),e+=r.strings.length-2):r._$AI(t[e])),e++}},Zt=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,r,s){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Ct(this,t,e),Dr(t)?t===u||t==null||t===""?(this._$AH!==u&&this._$AR(),this._$AH=u):t!==this._$AH&&t!==I&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):_a(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==u&&Dr(this._$AH)?this._$AA.nextSibling.data=t:this.T(_t.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:r}=t,s=typeof r=="number"?this._$AC(t):(r.el===void 0&&(r.el=Fr.createElement(Pa(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(e);else{let n=new wi(s,this),a=n.u(this.options);n.p(e),this.T(a),this._$AH=n}}_$AC(t){let e=Ea.get(t.strings);return e===void 0&&Ea.set(t.strings,e=new Fr(t)),e}k(t){As(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,r,s=0;for(let n of t)s===e.length?e.push(r=new i(this.O(Tr()),this.O(Tr()),this,this.options)):r=e[s],r._$AI(n),s++;s<e.length&&(this._$AR(r&&r._$AB.nextSibling,s),e.length=s)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let r=ya(t).nextSibling;ya(t).remove(),t=r}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},Pt=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,r,s,n){this.type=1,this._$AH=u,this._$AN=void 0,this.element=t,this.name=e,this._$AM=s,this.options=n,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=u}_$AI(t,e=this,r,s){let n=this.strings,a=!1;if(n===void 0)t=Ct(this,t,e,0),a=!Dr(t)||t!==this._$AH&&t!==I,a&&(this._$AH=t);else{let c=t,p,v;for(t=n[0],p=0;p<n.length-1;p++)v=Ct(this,c[r+p],e,p),v===I&&(v=this._$AH[p]),a||=!Dr(v)||v!==this._$AH[p],v===u?t=u:t!==u&&(t+=(v??"")+n[p+1]),this._$AH[p]=v}a&&!s&&this.j(t)}j(t){t===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},xi=class extends Pt{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===u?void 0:t}},$i=class extends Pt{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==u)}},ki=class extends Pt{constructor(t,e,r,s,n){super(t,e,r,s,n),this.type=5}_$AI(t,e=this){if((t=Ct(this,t,e,0)??u)===I)return;let r=this._$AH,s=t===u&&r!==u||t.capture!==r.capture||t.once!==r.once||t.passive!==r.passive,n=t!==u&&(r===u||s);s&&this.element.removeEventListener(this.name,this,r),n&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Si=class{constructor(t,e,r){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(t){Ct(this,t)}},Ma={M:Ms,P:ze,A:Os,C:1,L:Ra,R:wi,D:_a,V:Ct,I:Zt,H:Pt,N:$i,U:ki,B:xi,F:Si},ql=Rs.litHtmlPolyfillSupport;ql?.(Fr,Zt),(Rs.litHtmlVersions??=[]).push("3.3.3");var Oa=(i,t,e)=>{let r=e?.renderBefore??t,s=r._$litPart$;if(s===void 0){let n=e?.renderBefore??null;r._$litPart$=s=new Zt(t.insertBefore(Tr(),n),n,void 0,e??{})}return s._$AI(i),s};var Ds=globalThis,it=class extends je{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Oa(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return I}};it._$litElement$=!0,it.finalized=!0,Ds.litElementHydrateSupport?.({LitElement:it});var Ul=Ds.litElementPolyfillSupport;Ul?.({LitElement:it});(Ds.litElementVersions??=[]).push("4.2.2");var g=i=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(i,t)}):customElements.define(i,t)};var jl={attribute:!0,type:String,converter:Or,reflect:!1,hasChanged:bi},zl=(i=jl,t,e)=>{let{kind:r,metadata:s}=e,n=globalThis.litPropertyMetadata.get(s);if(n===void 0&&globalThis.litPropertyMetadata.set(s,n=new Map),r==="setter"&&((i=Object.create(i)).wrapped=!0),n.set(e.name,i),r==="accessor"){let{name:a}=e;return{set(c){let p=t.get.call(this);t.set.call(this,c),this.requestUpdate(a,p,i,!0,c)},init(c){return c!==void 0&&this.C(a,void 0,i,c),c}}}if(r==="setter"){let{name:a}=e;return function(c){let p=this[a];t.call(this,c),this.requestUpdate(a,p,i,!0,c)}}throw Error("Unsupported decorator location: "+r)};function h(i){return(t,e)=>typeof e=="object"?zl(i,t,e):((r,s,n)=>{let a=s.hasOwnProperty(n);return s.constructor.createProperty(n,r),a?Object.getOwnPropertyDescriptor(s,n):void 0})(i,t,e)}function w(i){return h({...i,state:!0,attribute:!1})}var Rt=(i,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(i,t,e),e);function M(i,t){return(e,r,s)=>{let n=a=>a.renderRoot?.querySelector(i)??null;if(t){let{get:a,set:c}=typeof r=="object"?e:s??(()=>{let p=Symbol();return{get(){return this[p]},set(v){this[p]=v}}})();return Rt(e,r,{get(){let p=a.call(this);return p===void 0&&(p=n(this),(p!==null||this.hasUpdated)&&c.call(this,p)),p}})}return Rt(e,r,{get(){return n(this)}})}}var ee={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Me=i=>(...t)=>({_$litDirective$:i,values:t}),de=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,r){this._$Ct=t,this._$AM=e,this._$Ci=r}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:Hl}=Ma,Aa=i=>i;var Da=i=>i.strings===void 0,Ta=()=>document.createComment(""),Qt=(i,t,e)=>{let r=i._$AA.parentNode,s=t===void 0?i._$AB:t._$AA;if(e===void 0){let n=r.insertBefore(Ta(),s),a=r.insertBefore(Ta(),s);e=new Hl(n,a,i,i.options)}else{let n=e._$AB.nextSibling,a=e._$AM,c=a!==i;if(c){let p;e._$AQ?.(i),e._$AM=i,e._$AP!==void 0&&(p=i._$AU)!==a._$AU&&e._$AP(p)}if(n!==s||c){let p=e._$AA;for(;p!==n;){let v=Aa(p).nextSibling;Aa(r).insertBefore(p,s),p=v}}}return e},st=(i,t,e=i)=>(i._$AI(t,e),i),Gl={},er=(i,t=Gl)=>i._$AH=t,Fa=i=>i._$AH,Ei=i=>{i._$AR(),i._$AA.remove()};var _i=Me(class extends de{constructor(){super(...arguments),this.key=u}render(i,t){return this.key=i,t}update(i,[t,e]){return t!==this.key&&(er(i),this.key=t),e}});var k=class{constructor(t){this.listeners=new Set;this.current=t}get value(){return this.current}set value(t){Object.is(t,this.current)||(this.current=t,this.listeners.forEach(e=>e()))}subscribe(t){return this.listeners.add(t),()=>{this.listeners.delete(t)}}},Ci=class{constructor(t,...e){this.ends=[];this.host=t,this.values=e,t.addController(this)}hostConnected(){this.ends=this.values.map(t=>t.subscribe(()=>this.host.requestUpdate())),this.host.requestUpdate()}hostDisconnected(){this.ends.splice(0).forEach(t=>t())}};var nt=new k([]),N=class{constructor(t,e){this.own=e,t.addController(this)}hostConnected(){nt.value=[...nt.value,...this.own]}hostDisconnected(){nt.value=nt.value.filter(t=>!this.own.includes(t))}};function La(i){if(i.defaultPrevented||i.ctrlKey||i.metaKey||i.altKey||i.repeat||Wl(i))return;let t=nt.value.findLast(({key:e})=>e===i.key);t!==void 0&&(i.preventDefault(),t.run(i))}function Wl(i){let t=i.composedPath()[0];if(!(t instanceof HTMLElement))return!1;let e=i.key==="Enter"&&t.matches("button, a, summary, [role=button]"),r=i.key===" "&&t.matches("button, summary, [role=button]");return e||r||t.matches("input, select, textarea, [contenteditable]")||t.closest("dialog")!==null}var _=class extends Error{static CODE=0;static NAME="";static RETRYABLE=!1;static REMEDY="";code;data;constructor(t,e,r={}){super(t);let{CODE:s,NAME:n,RETRYABLE:a,REMEDY:c}=new.target;this.name=new.target.name,this.code=e??s,this.data={name:n,retryable:a,remedy:c,...r}}get errorName(){return this.data.name}get remedy(){return this.data.remedy}get retryable(){return this.data.retryable}toString(){return`${this.name}: ${this.message} ${this.remedy}`.trimEnd()}};var Bl={1e3:"it was done",1001:"it is going away",1005:"it said no reason",1006:"no reason came",1008:"it refuses this client",1009:"a message was too large",1011:"it has a fault"},Kl={401:"it, or a proxy before it, wants another token or login",403:"it, or a proxy before it, serves neither this client nor this name: see its --allow-host and --allow-origin",404:"there is nothing at this path: the service's own ends in /rpc",426:"there is no WebSocket at this path, or a proxy does not pass it on",502:"the proxy before it does not reach it",503:"it has no room for more clients now, or the proxy before it does not reach it"},G=class extends Error{name="ConnectFailed"},He=class extends G{name="HandshakeRefused";status;retryAfterS;constructor(t,e,r){let s=r===void 0?"":`; try again in ${r} s`;super(`${t} refuses the connection: ${Kl[e]??"unknown status"} (HTTP ${e})${s}.`),this.status=e,this.retryAfterS=r}},D=class i extends Error{name="ConnectionLost";code;reason;method;isSafeToRepeat;constructor(t,e,r="",s=!1){let n=t===1006?"The connection broke off":"The service closed the connection",a=e||(Bl[t]??"unknown close code");super(`${n}: ${a} (${t}).${Na(r,s)}`),this.code=t,this.reason=e,this.method=r,this.isSafeToRepeat=s}whileCalling(t,e){return new i(this.code,this.reason,t,e)}},ye=class extends Error{name="SessionClosed";constructor(){super("The session is closed.")}},te=class extends Error{name="CallTimedOut";method;deadlineS;isSafeToRepeat;constructor(t,e,r){super(`No answer to ${t} came within ${e} s.${Na(t,r)}`),this.method=t,this.deadlineS=e,this.isSafeToRepeat=r}};function Na(i,t){return i===""?"":t?` It is safe to repeat ${i}.`:` ${i} may have been carried out: look before you repeat it.`}var Fs=class extends _{static CODE=-32700;static NAME="parse_error";static RETRYABLE=!1;static REMEDY="Send one JSON object, or an array of them, in UTF-8 and without NaN or Infinity."},Ls=class extends _{static CODE=-32600;static NAME="invalid_request";static RETRYABLE=!1;static REMEDY='Send {"jsonrpc": "2.0", "id": 1, "method": "\u2026", "params": {\u2026}}, or a batch: an array of these.'},Ns=class extends _{static CODE=-32601;static NAME="method_not_found";static RETRYABLE=!1;static REMEDY="Call `rpc.discover` for the methods there are; names are in snake_case."},Is=class extends _{static CODE=-32602;static NAME="invalid_params";static RETRYABLE=!1;static REMEDY="Mend what `errors` names; the method's schema is in `rpc.discover`."},qs=class extends _{static CODE=-32603;static NAME="internal_error";static RETRYABLE=!1;static REMEDY="Report it with the lines that the service's log has under the incident id."},Mt=class extends _{static CODE=1e3;static NAME="unauthorized";static RETRYABLE=!1;static REMEDY="Call `authenticate` with the token that the service showed at its start, or the one in its API_TOKEN, or send it as `Authorization: Bearer`."},Ot=class extends _{static CODE=1001;static NAME="forbidden";static RETRYABLE=!1;static REMEDY="Start the service with `--allow-origin` for the page's origin, or use a client that is allowed."},Us=class extends _{static CODE=1002;static NAME="rate_limited";static RETRYABLE=!0;static REMEDY="Wait `retry_after_s` seconds, then try again with the right token."},js=class extends _{static CODE=1003;static NAME="too_large";static RETRYABLE=!1;static REMEDY="Stay below `limit_bytes`; a larger file comes by `get_file_url`, and `get_thumbnail` has a small picture of it."},zs=class extends _{static CODE=1100;static NAME="no_camera_selected";static RETRYABLE=!1;static REMEDY="Pass `camera`, or, on a WebSocket, call `select_camera` first."},Lr=class extends _{static CODE=1101;static NAME="camera_not_found";static RETRYABLE=!1;static REMEDY="Take an id or a port from `list_cameras`; if it is missing there, check the cable and that the camera is switched on."},Hs=class extends _{static CODE=1102;static NAME="camera_busy";static RETRYABLE=!0;static REMEDY="Wait until the camera is done, then send the request again."},Nr=class extends _{static CODE=1103;static NAME="camera_lost";static RETRYABLE=!0;static REMEDY="Check the cable, the battery and that the camera is switched on, then send it again: each request tries anew."},Ir=class extends _{static CODE=1104;static NAME="camera_claimed";static RETRYABLE=!0;static REMEDY="Close the program that holds the camera; on a desktop that is often gvfs: `gio mount -s gphoto2` frees it."},Gs=class extends _{static CODE=1105;static NAME="camera_timeout";static RETRYABLE=!1;static REMEDY="The shutter may have been released all the same: look with `get_events` or `list_files` before you send it again, with a longer `timeout_s`."},Ws=class extends _{static CODE=1106;static NAME="not_supported";static RETRYABLE=!1;static REMEDY="Look at `abilities` in `list_cameras` for what this camera can do."},Bs=class extends _{static CODE=1107;static NAME="camera_error";static RETRYABLE=!1;static REMEDY="Read `gphoto2.context` for the camera's reason, such as focus, card or battery, and put that right on the camera."},Ks=class extends _{static CODE=1108;static NAME="driver_crashed";static RETRYABLE=!0;static REMEDY="Send it again when the camera is ready; check with `list_files` first whether a capture has left its picture."},Ys=class extends _{static CODE=1110;static NAME="no_bulb_exposure";static RETRYABLE=!1;static REMEDY="Call `start_bulb` first; the picture of one that ended by itself is in the event log, with `get_events`."},qr=class extends _{static CODE=1200;static NAME="config_not_found";static RETRYABLE=!1;static REMEDY="Take a name from `list_config`; settings can come and go with the camera's mode."},Vs=class extends _{static CODE=1201;static NAME="config_read_only";static RETRYABLE=!1;static REMEDY="Turn the camera's mode dial or its lens switch to where the setting can be changed, such as M."},Ur=class extends _{static CODE=1202;static NAME="config_invalid_value";static RETRYABLE=!1;static REMEDY="Use one of `choices`, a number within `range`, or a value of the setting's type."},Js=class extends _{static CODE=1203;static NAME="config_not_applied";static RETRYABLE=!1;static REMEDY="Read the setting again, and see whether the camera's mode or another setting forbids the value."},Xs=class extends _{static CODE=1300;static NAME="file_not_found";static RETRYABLE=!1;static REMEDY="Take a path from `list_files`."},Zs=class extends _{static CODE=1301;static NAME="storage_full";static RETRYABLE=!1;static REMEDY="Free room with `delete_file`, or put another card into the camera."},Qs=class extends _{static CODE=1302;static NAME="file_unavailable";static RETRYABLE=!1;static REMEDY="Get the whole file with `download_image`, or check whether it is protected or still being written."},jr=class extends _{static CODE=1303;static NAME="file_exists";static RETRYABLE=!1;static REMEDY="Choose another `filename`, or delete the present file first."},At=class extends _{static CODE=1304;static NAME="digest_mismatch";static RETRYABLE=!0;static REMEDY="Send the file again; if that fails as well, compute its SHA-256 anew."},en=class extends _{static CODE=1309;static NAME="disk_error";static RETRYABLE=!0;static REMEDY="On the server, check that the save directory's disk is there, writable and sound."},tn=class extends _{static CODE=1400;static NAME="cancelled";static RETRYABLE=!0;static REMEDY="Connect again and send it again; check with `list_files` first whether a capture has left its picture."},rn=class extends _{static CODE=1401;static NAME="request_not_found";static RETRYABLE=!1;static REMEDY="Give the `id` of a request that this same connection has sent and that is not answered yet."},sn=class extends _{static CODE=1402;static NAME="job_not_found";static RETRYABLE=!1;static REMEDY="Ask for the list of jobs, and take an id from there."},nn={parse_error:Fs,invalid_request:Ls,method_not_found:Ns,invalid_params:Is,internal_error:qs,unauthorized:Mt,forbidden:Ot,rate_limited:Us,too_large:js,no_camera_selected:zs,camera_not_found:Lr,camera_busy:Hs,camera_lost:Nr,camera_claimed:Ir,camera_timeout:Gs,not_supported:Ws,camera_error:Bs,driver_crashed:Ks,no_bulb_exposure:Ys,config_not_found:qr,config_read_only:Vs,config_invalid_value:Ur,config_not_applied:Js,file_not_found:Xs,storage_full:Zs,file_unavailable:Qs,file_exists:jr,digest_mismatch:At,disk_error:en,cancelled:tn,request_not_found:rn,job_not_found:sn},at=new Map([["authenticate",{tag:"connection",isSafe:!0,takesCamera:!1}],["autofocus",{tag:"focus",isSafe:!1,takesCamera:!0}],["cancel_request",{tag:"connection",isSafe:!1,takesCamera:!1}],["capture_group",{tag:"capture",isSafe:!1,takesCamera:!1}],["capture_image",{tag:"capture",isSafe:!1,takesCamera:!0}],["create_ticket",{tag:"connection",isSafe:!1,takesCamera:!1}],["delete_file",{tag:"files",isSafe:!1,takesCamera:!0}],["download_image",{tag:"files",isSafe:!0,takesCamera:!0}],["drive_focus",{tag:"focus",isSafe:!1,takesCamera:!0}],["get_archive_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_camera",{tag:"cameras",isSafe:!0,takesCamera:!0}],["get_capture_settings",{tag:"config",isSafe:!0,takesCamera:!0}],["get_config",{tag:"config",isSafe:!0,takesCamera:!0}],["get_events",{tag:"events",isSafe:!0,takesCamera:!1}],["get_exposure",{tag:"config",isSafe:!0,takesCamera:!0}],["get_file_info",{tag:"files",isSafe:!0,takesCamera:!0}],["get_file_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_metadata",{tag:"files",isSafe:!0,takesCamera:!0}],["get_preview_url",{tag:"preview",isSafe:!0,takesCamera:!0}],["get_sequence",{tag:"capture",isSafe:!0,takesCamera:!1}],["get_server_info",{tag:"connection",isSafe:!0,takesCamera:!1}],["get_tethering",{tag:"tethering",isSafe:!0,takesCamera:!0}],["get_thumbnail",{tag:"files",isSafe:!0,takesCamera:!0}],["get_upload_url",{tag:"files",isSafe:!0,takesCamera:!0}],["list_cameras",{tag:"cameras",isSafe:!0,takesCamera:!1}],["list_config",{tag:"config",isSafe:!0,takesCamera:!0}],["list_files",{tag:"files",isSafe:!0,takesCamera:!0}],["list_sequences",{tag:"capture",isSafe:!0,takesCamera:!1}],["list_tethering",{tag:"tethering",isSafe:!0,takesCamera:!1}],["read_file",{tag:"files",isSafe:!0,takesCamera:!0}],["redeem_ticket",{tag:"connection",isSafe:!1,takesCamera:!1}],["select_camera",{tag:"cameras",isSafe:!0,takesCamera:!1}],["set_capture_settings",{tag:"config",isSafe:!1,takesCamera:!0}],["set_config",{tag:"config",isSafe:!1,takesCamera:!0}],["set_configs",{tag:"config",isSafe:!1,takesCamera:!0}],["set_exposure",{tag:"config",isSafe:!1,takesCamera:!0}],["start_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["start_sequence",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["stop_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["stop_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["stop_sequence",{tag:"capture",isSafe:!1,takesCamera:!1}],["stop_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["subscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["trigger_capture",{tag:"capture",isSafe:!1,takesCamera:!0}],["unsubscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["upload_file",{tag:"files",isSafe:!1,takesCamera:!0}],["rpc.discover",{tag:"connection",isSafe:!0,takesCamera:!1}]]),Pi=class{authenticate(t,e){return this.call("authenticate",t,e)}autofocus(t={},e){return this.call("autofocus",t,e)}cancelRequest(t,e){return this.call("cancel_request",t,e)}captureGroup(t,e){return this.call("capture_group",t,e)}captureImage(t={},e){return this.call("capture_image",t,e)}createTicket(t={},e){return this.call("create_ticket",t,e)}deleteFile(t,e){return this.call("delete_file",t,e)}downloadImage(t,e){return this.call("download_image",t,e)}driveFocus(t,e){return this.call("drive_focus",t,e)}getArchiveUrl(t,e){return this.call("get_archive_url",t,e)}getCamera(t={},e){return this.call("get_camera",t,e)}getCaptureSettings(t={},e){return this.call("get_capture_settings",t,e)}getConfig(t,e){return this.call("get_config",t,e)}getEvents(t,e){return this.call("get_events",t,e)}getExposure(t={},e){return this.call("get_exposure",t,e)}getFileInfo(t,e){return this.call("get_file_info",t,e)}getFileUrl(t,e){return this.call("get_file_url",t,e)}getMetadata(t,e){return this.call("get_metadata",t,e)}getPreviewUrl(t={},e){return this.call("get_preview_url",t,e)}getSequence(t,e){return this.call("get_sequence",t,e)}getServerInfo(t={},e){return this.call("get_server_info",t,e)}getTethering(t={},e){return this.call("get_tethering",t,e)}getThumbnail(t,e){return this.call("get_thumbnail",t,e)}getUploadUrl(t,e){return this.call("get_upload_url",t,e)}listCameras(t={},e){return this.call("list_cameras",t,e)}listConfig(t={},e){return this.call("list_config",t,e)}listFiles(t={},e){return this.call("list_files",t,e)}listSequences(t={},e){return this.call("list_sequences",t,e)}listTethering(t={},e){return this.call("list_tethering",t,e)}readFile(t,e){return this.call("read_file",t,e)}redeemTicket(t,e){return this.call("redeem_ticket",t,e)}selectCamera(t,e){return this.call("select_camera",t,e)}setCaptureSettings(t={},e){return this.call("set_capture_settings",t,e)}setConfig(t,e){return this.call("set_config",t,e)}setConfigs(t,e){return this.call("set_configs",t,e)}setExposure(t={},e){return this.call("set_exposure",t,e)}startBulb(t={},e){return this.call("start_bulb",t,e)}startPreview(t={},e){return this.call("start_preview",t,e)}startSequence(t={},e){return this.call("start_sequence",t,e)}startTethering(t={},e){return this.call("start_tethering",t,e)}stopBulb(t={},e){return this.call("stop_bulb",t,e)}stopPreview(t={},e){return this.call("stop_preview",t,e)}stopSequence(t,e){return this.call("stop_sequence",t,e)}stopTethering(t={},e){return this.call("stop_tethering",t,e)}subscribe(t,e){return this.call("subscribe",t,e)}triggerCapture(t={},e){return this.call("trigger_capture",t,e)}unsubscribe(t,e){return this.call("unsubscribe",t,e)}uploadFile(t,e){return this.call("upload_file",t,e)}rpcDiscover(t={},e){return this.call("rpc.discover",t,e)}};var Yl=new Map([["connection",30],["events",30],["cameras",60],["tethering",60],["preview",60],["config",120],["focus",120],["capture",180],["files",900]]),Vl=120,Jl=2**31-1;function Ia(i,t){let{timeout_s:e,bulb_s:r}=t;return[e,r].map(n=>typeof n=="number"?n:0).reduce((n,a)=>n+a,Yl.get(at.get(i)?.tag??"")??Vl)}function re(i,t){let e=setTimeout(t,Math.min(i*1e3,Jl));return()=>clearTimeout(e)}function Tt(i,t){if(!(i>0))throw new RangeError(`${t} is a number of seconds above 0.`);return i}var Xl=new Map(Object.entries(nn)),Zl=new Map(Object.values(nn).map(i=>[i.CODE,i])),qa=new RegExp("\\p{Surrogate}","u"),Ua=new WeakMap;function Hr(i){let t=Ua.get(i);if(t===void 0)throw new Error("There are no bytes with this: ask with `binary: true`.");return t}function on(i,t,e){return JSON.stringify({jsonrpc:"2.0",id:i,method:t,params:e},(s,n)=>{if(typeof n=="number"&&!Number.isFinite(n))throw new TypeError(`${t} is not sent: its params have NaN or Infinity.`);if(qa.test(s)||typeof n=="string"&&qa.test(n))throw new TypeError(`${t} is not sent: a text in its params has a lone surrogate.`);return n})}function ja(i){if(!(i instanceof ArrayBuffer))return zr(JSON.parse(String(i)));let t=4+new DataView(i).getUint32(0),e=zr(JSON.parse(new TextDecoder().decode(new Uint8Array(i,4,t-4))));return Ua.set(zr(e.params??e.result),new Uint8Array(i,t)),e}function Ri(i){let{code:t,message:e,data:r}=an(i)?i:{},s=an(r)?r:{},n=Xl.get(s.name)??Zl.get(t)??_,a=typeof e=="string"&&e!==""?e:JSON.stringify(i);return new n(a,typeof t=="number"?t:void 0,s)}function zr(i){if(!an(i))throw new TypeError("It is no JSON object.");return i}function an(i){return typeof i=="object"&&i!==null&&!Array.isArray(i)}var Ql=/sha-256=:([A-Za-z0-9+/=]+):/,Mi=class{signal;base;headers;constructor({url:t,headers:e},r){this.base=t.replace(/^ws/,"http").replace(/(\/rpc)?\/?$/,""),this.headers=e,this.signal=r}async request(t,e,r,s){let n=new AbortController,a=()=>n.abort(this.signal?.reason),c=()=>{},p=()=>{c(),c=re(r,()=>n.abort(new Error(`nothing came for ${r} s`)))};this.signal?.throwIfAborted(),this.signal?.addEventListener("abort",a);try{p();let v={...this.headers,...e.headers},S=fetch(this.base+t,{cache:"no-store",...e,headers:v,signal:n.signal}),y=await this.network(S);return await ed(y),await s(y,p)}finally{c(),this.signal?.removeEventListener("abort",a),n.abort()}}async network(t){try{return await t}catch(e){this.signal?.throwIfAborted();let{message:r,cause:s}=e;throw new G(`The file's address at ${this.base} failed (${s?.message??r}).`,{cause:e})}}digestAt(t,e){let r={method:"HEAD",headers:{"Want-Repr-Digest":"sha-256=1"}};return this.request(t,r,e,async({headers:s})=>Ql.exec(s.get("Repr-Digest")??"")?.[1])}};function Oi(i){return btoa(String.fromCharCode(...i))}function Ai(i){return i instanceof _?i.retryable&&!(i instanceof At):[G,D,te].some(t=>i instanceof t)}async function ed(i){if(i.ok)return;let t=await i.text().catch(()=>""),e;try{e=JSON.parse(t)}catch{let r=`The file's address is answered with HTTP ${i.status}.`;throw new _(r,i.status,{retryable:[502,503,504].includes(i.status)})}throw Ri(e)}function Wr(){return globalThis.process?.getBuiltinModule?.("node:crypto")?.createHash("sha256")??new ln}var Gr=[];for(let i=2;Gr.length<64;i+=1)Gr.every(t=>i%t!==0)&&Gr.push(i);var za=i=>Math.floor(i%1*2**32)|0,td=Int32Array.from(Gr,i=>za(Math.cbrt(i))),ln=class{state=Int32Array.from(Gr.slice(0,8),t=>za(Math.sqrt(t)));schedule=new Int32Array(64);block=new Uint8Array(64);words=new DataView(this.block.buffer);length=0;update(t){for(let e=0;e<t.length;){let r=this.length%64,s=t.subarray(e,e+64-r);this.block.set(s,r),this.length+=s.length,e+=s.length,this.length%64===0&&this.mix()}}digest(){let t=new DataView(new ArrayBuffer(8));t.setBigUint64(0,BigInt(this.length)*8n),this.update(Uint8Array.of(128)),this.update(new Uint8Array((120-this.length%64)%64)),this.update(new Uint8Array(t.buffer));let e=new DataView(new ArrayBuffer(32));return this.state.forEach((r,s)=>e.setInt32(4*s,r)),new Uint8Array(e.buffer)}mix(){let t=this.schedule;for(let y=0;y<16;y+=1)t[y]=this.words.getInt32(4*y);for(let y=16;y<64;y+=1){let $=t[y-15],E=t[y-2],R=Oe($,7)^Oe($,18)^$>>>3,U=Oe(E,17)^Oe(E,19)^E>>>10;t[y]=t[y-16]+R+t[y-7]+U|0}let e=this.state,[r,s,n,a]=[e[0],e[1],e[2],e[3]],[c,p,v,S]=[e[4],e[5],e[6],e[7]];for(let y=0;y<64;y+=1){let $=Oe(c,6)^Oe(c,11)^Oe(c,25),E=S+$+(c&p^~c&v)+td[y]+t[y]|0,U=(Oe(r,2)^Oe(r,13)^Oe(r,22))+(r&s^r&n^s&n)|0;S=v,v=p,p=c,c=a+E|0,a=n,n=s,s=r,r=E+U|0}[r,s,n,a,c,p,v,S].forEach((y,$)=>this.state[$]+=y)}};function Oe(i,t){return i>>>t|i<<32-t}async function Ti(){let i=s=>import(`node:${s}`),[{openAsBlob:t},e,r]=await Promise.all(["fs","fs/promises","path"].map(i));return{openAsBlob:t,fs:e,path:r.default}}async function Di({fs:i,path:t},e,r,s,n){s.endsWith("/")&&await i.mkdir(s,{recursive:!0});let c=await i.stat(s).then($=>$.isDirectory(),()=>!1)?t.join(s,t.basename(e.file.filename)):s,p=async()=>{if(!n&&await Fi(i,c)){let $=`${c} is there already: pass overwrite: true to replace it.`;throw Object.assign(new Error($),{code:"EEXIST",path:c})}};await p();let v=Math.random().toString(36).slice(2),S=t.join(t.dirname(c),`.${t.basename(c)}.${v}.part`),y=await i.open(S,"wx");try{let $=0;await r.into({async write(E){for(let R=0;R<E.length;){let{bytesWritten:U}=await y.write(E,R,E.length-R,$);[R,$]=[R+U,$+U]}},async restart(){$=0,await y.truncate(0)}}),await y.sync(),await y.close(),await p(),await i.rename(S,c)}catch($){throw await y.close().catch(()=>{}),await i.rm(S,{force:!0}),$}return c}function Fi(i,t){return i.lstat(t).then(()=>!0,()=>!1)}async function Li(i){let t=Wr(),e=i.stream().getReader();for(let{value:r}=await e.read();r!==void 0;{value:r}=await e.read())t.update(r);return Oi(t.digest())}function Dt({firstS:i=.2,mostS:t=10}={}){let e=i;return()=>{let r=e*(.6666666666666666+Math.random()/3);return e=Math.min(2*e,t),r}}function Ha(i){return i instanceof He?i.status===401||i.status===403:i instanceof _?i instanceof Mt||i instanceof Ot:!(i instanceof G||i instanceof D)}function tr(i){if(i instanceof He)return i.retryAfterS??0;let{retry_after_s:t}=i instanceof _?i.data:{};return typeof t=="number"?t:0}async function rr(i,t){t?.aborted||await new Promise(e=>{let r=setTimeout(s,i*1e3);function s(){clearTimeout(r),t?.removeEventListener("abort",s),e()}t?.addEventListener("abort",s)})}var rd=8,ir=90,Ft=class{http;sign;report;link;tag="";done=0;hash=Wr();digest="";constructor(t,e,r,s){this.http=t,this.sign=e,this.link=r,this.report=s}async into(t){let[e,r]=[0,Dt()];for(;;){let s=this.done;try{e>0&&await this.signAgain(),await this.fetch(t),await this.compare();return}catch(n){if(this.done>s&&([e,r]=[0,Dt()]),e+=1,e===rd||!Ai(n))throw n;await rr(Math.max(r(),tr(n)),this.http.signal)}this.http.signal?.throwIfAborted()}}async signAgain(){try{this.link=await this.sign()}catch(t){if(!(t instanceof D||t instanceof te))throw t}}async fetch(t){let{url:e,file:{size_bytes:r}}=this.link;if(this.tag!==""&&this.done===r)return;let s=this.done>0?{Range:`bytes=${this.done}-`,"If-Range":this.tag}:{};await this.http.request(e,{headers:s},ir,async(n,a)=>{n.status===200&&(await t.restart(),[this.done,this.hash,this.digest]=[0,Wr(),""]),this.tag=n.headers.get("ETag")??"";let c=n.body?.getReader();for(;;){let p=c&&(await this.http.network(c.read())).value;if(p===void 0)break;a(),await t.write(p),this.hash.update(p),this.done+=p.length,this.report(this.done,r)}}),this.done<r&&await this.http.network(Promise.reject(new Error("it ended before the file did")))}async compare(){let t=await this.http.digestAt(this.link.url,ir);if(this.digest||=Oi(this.hash.digest()),t!==this.digest)throw new At("The bytes that came are not those of the camera's file.")}};var id=".rpc-camera.jsonl",sd=/[\x00-\x1f/\\:]/g,nd=[G,D,te,Nr,Lr,Ir,Mt,Ot],cn=class extends Error{name="FolderIncomplete";failures;copy;constructor(t,e){let r=[...t].slice(0,5).map(([n,{message:a}])=>`${n}: ${a}`),s=t.size>r.length?`; and ${t.size-r.length} more`:"";super(`${t.size} of the camera's files did not come: ${r.join("; ")}${s}`),this.failures=t,this.copy=e}};async function Ga(i,t,e){let{fs:r,path:s}=i.disk;await r.mkdir(e,{recursive:!0});let n=await r.realpath(e),a=await pn.read(i,n),c={saved:[],skipped:[]},p=new Map,v=t.reduce((y,{size_bytes:$})=>y+$,0),S=0;for(let[y,$]of t.entries()){try{let E=await i.sign($.path),R=await a.placeOf($,E);if(R.isTheFile)c.skipped.push(R.place);else{let U=hi=>i.report(S+hi,v),Xt=new Ft(i.http,()=>i.sign($.path),E,U);c.saved.push(await Di(i.disk,E,Xt,R.place,!1)),await a.add($,s.relative(n,R.place),Xt.digest)}}catch(E){if(i.http.signal?.throwIfAborted(),E instanceof ye)throw E;if(p.set($.path,E),nd.some(R=>E instanceof R)){t.slice(y).forEach(({path:R})=>p.set(R,E));break}}S+=$.size_bytes,i.report(S,v),i.report(y+1,t.length,"files")}if(p.size>0)throw new cn(p,c);return c}var pn=class i{work;root;file;saved=new Map;constructor(t,e){this.work=t,this.root=e,this.file=t.disk.path.join(e,id)}static async read(t,e){let r=new i(t,e),s=await Fi(t.disk.fs,r.file)?await t.disk.fs.readFile(r.file,"utf8"):"";for(let n of s.split(`
`))try{let a=JSON.parse(n);a.camera===t.camera&&r.saved.set(a.path,a)}catch{}return r}async add(t,e,r){let{path:s,size_bytes:n,modified_at:a=null}=t,c=dn(r),p={camera:this.work.camera,path:s,size_bytes:n,modified_at:a,name:e.replaceAll("\\","/"),sha256:c};this.saved.set(s,p),await this.work.disk.fs.appendFile(this.file,`${JSON.stringify(p)}
`)}async placeOf(t,e){let{fs:r,path:s}=this.work.disk,n=this.saved.get(t.path);if(n?.size_bytes===t.size_bytes&&n.modified_at===(t.modified_at??null)){let $=s.join(this.root,n.name);if(await this.digestAt($,t)===n.sha256)return{place:$,isTheFile:!0}}let a=s.join(this.root,...this.relative(t.path)),{dir:c,name:p,ext:v}=s.parse(a);await r.mkdir(c,{recursive:!0});let S=s.relative(this.root,await r.realpath(c));if(S.startsWith("..")||s.isAbsolute(S))throw new Error(`${c} leads out of ${this.root}.`);let y;for(let $=a===this.file?1:0;;$+=1){let E=$===0?a:s.join(c,`${p}-${$}${v}`);if(!await Fi(r,E))return{place:E,isTheFile:!1};let R=await this.digestAt(E,t);if(R!==void 0&&(y??=await this.work.http.digestAt(e.url,ir),y!==void 0&&R===dn(y)))return await this.add(t,s.relative(this.root,E),y),{place:E,isTheFile:!0}}}async digestAt(t,{size_bytes:e}){let{fs:r,openAsBlob:s}=this.work.disk,n=await r.stat(t).catch(()=>{});return n?.isFile()&&n.size===e?dn(await Li(await s(t))):void 0}relative(t){let{folder:e,flatten:r}=this.work,s=e.endsWith("/")?e:`${e}/`,n=(t.startsWith(s)?t.slice(s.length):t).split("/").map(a=>{let c=a.replace(sd,"_");return/^[. ]*$/.test(c)?"_":c});return r?n.slice(-1):n}};function dn(i){return[...atob(i)].map(t=>t.charCodeAt(0).toString(16).padStart(2,"0")).join("")}var sr=class{method;params;onResult;progress;answer;resolve;reject;id;constructor(t,e,r,s){this.method=t,this.params=e,this.onResult=r,this.progress=s,this.answer=new Promise((n,a)=>{this.resolve=n,this.reject=a})}get isSafeToRepeat(){return this.id===void 0||(at.get(this.method)?.isSafe??!1)}},Ni=class{pending=new Map;get methods(){return[...this.pending.values()].map(({method:t})=>t)}add(t,e){e.id=t,this.pending.set(t,e)}remove(t){return this.pending.delete(t.id)}settle({id:t,error:e,result:r}){let s=this.pending.get(t);if(s!==void 0){if(this.remove(s),e!==void 0){s.reject(Ri(e));return}try{s.onResult?.(r)}finally{s.resolve(r)}}}report(t){this.pending.get(t.request_id)?.progress?.put(t)}fail(t){this.pending.forEach(e=>e.reject(Br(t,e))),this.pending.clear()}};function Br(i,{method:t,isSafeToRepeat:e}){return i instanceof D?i.whileCalling(t,e):i}function Wa(i){return{method:"events_missed",params:{reason:"log_ended",message:"The service was restarted: events at the end of its last run may be missing.",after_seq:i}}}function Ba(i,t){return{method:"events_missed",params:{reason:"log_full",message:"The connection was away for too long: the service has forgotten events of that time.",after_seq:i,...t===null?{}:{before_seq:t}}}}function nr(){return{method:"events_missed",params:{reason:"reader_too_slow",message:"Events were dropped because they were not read in time."}}}var Ii=class{inbox;ask;isRunning=!1;isDue=!1;constructor(t,e){this.inbox=t,this.ask=e,t.onDropped=()=>this.noteDrop()}async run(){if(this.isDue=!0,!this.isRunning){this.isRunning=!0;try{for(;this.isDue;)this.isDue=!1,await this.fetch()}finally{this.isRunning=!1}this.inbox.release()}}noteDrop(){this.isDue=!0,this.isRunning||this.runAfterDrop()}async runAfterDrop(){try{await this.run()}catch(t){t instanceof _&&(this.inbox.publish(nr()),this.inbox.release())}}async fetch(){let{positions:t}=this.inbox,{since:e}=t;for(;e!==void 0;){let r=await this.ask("get_events",{since:e,log_id:t.logId});r.log_id!==t.logId?(t.beginLog(r.log_id),this.inbox.publish(Wa(e))):r.gap&&this.inbox.publish(Ba(e,r.oldest_seq)),this.passOn(r.events);let s=r.more?r.events.at(-1)?.seq??r.last_seq:r.last_seq;t.catchUp(s),e=r.more?s:void 0}}passOn(t){let e=new Set(this.inbox.positions.names);for(let{event:r,params:s}of t)e.has(r)&&this.inbox.deliver(r,s)}};var we=class{callback;most;report;onDrop;hasDropped=!1;waiting=[];isRunning=!1;running=Promise.resolve();constructor(t,e,r,s){this.callback=t,this.most=e,this.report=r,this.onDrop=s}put(t){this.waiting.push(t),this.waiting.length>this.most&&(this.waiting.shift(),this.hasDropped||(this.hasDropped=!0,this.onDrop?.())),this.isRunning||(this.running=this.run())}async finish(){for(;this.isRunning;)await this.running}stop(){this.waiting.length=0}async run(){for(this.isRunning=!0;this.waiting.length>0;){let t=this.waiting.shift();try{await this.callback(t)}catch(e){this.report("A handler failed.",e)}}this.isRunning=this.hasDropped=!1}};var qi="progress",Ui=class{inbox;selected;isSelectionRestored=!0;constructor(t){this.inbox=t}noting(t,e){let{events:r=[]}=e;switch(t){case"select_camera":return({camera:s})=>{this.selected=s.id,this.isSelectionRestored=!0};case"subscribe":return({last_seq:s,log_id:n})=>{this.inbox.wantsProgress||=r.includes(qi),this.inbox.positions.subscribe(Ka(r),s,n)};case"unsubscribe":return()=>{this.inbox.wantsProgress&&=!r.includes(qi),this.inbox.positions.unsubscribe(r)};default:return}}async expecting(t,e){let{positions:r}=this.inbox,{events:s}=t.params,n=t.method==="subscribe"?Ka(s):[];r.expect(n);try{return await e()}finally{r.forgetUnanswered(n)}}async restoreSelection({method:t,params:e},r){let{camera:s}=e;!this.isSelectionRestored&&s==null&&at.get(t)?.takesCamera===!0&&await r("select_camera",{camera:this.selected})}get lacksSelection(){return!this.isSelectionRestored}async restore(t,e){if(this.selected!==void 0){this.isSelectionRestored=!1;try{await t("select_camera",{camera:this.selected})}catch(s){if(!(s instanceof _))throw s}}let r=[...this.inbox.positions.names,...this.inbox.wantsProgress?[qi]:[]];r.length>0&&await e("subscribe",{events:r})}};function Ka(i=[]){return i.filter(t=>t!==qi)}var ad=/(?:server response|status code): (\d{3})$/;async function Ya(i,t){let{url:e,connectS:r}=i,s=od(i);s.binaryType="arraybuffer";let n=[];try{await new Promise((a,c)=>{let p=()=>c(t.reason);t.addEventListener("abort",p),n.push(()=>t.removeEventListener("abort",p)),n.push(re(r,()=>c(un(e,`nothing came within ${r} s`)))),s.once?.("unexpected-response",(v,{statusCode:S,headers:y})=>{let $=String(y?.["retry-after"]??"");c(new He(e,S,/^\d+$/.test($)?Number($):void 0))}),s.onopen=()=>a(),s.onerror=v=>c(un(e,String(v?.message??""))),s.onclose=()=>c(un(e,""))})}catch(a){throw s.onopen=s.onclose=null,s.onerror=()=>{},s.close(),a}finally{n.forEach(a=>a())}return s}function od({url:i,WebSocket:t,headers:e}){let r=t??globalThis.WebSocket;if(r===void 0)throw new Error("There is no global WebSocket here: `npm install ws`, and pass its WebSocket in the options.");if(Object.keys(e).length===0)return new r(i);try{return new r(i,{headers:e})}catch(s){throw new TypeError("The WebSocket of this platform, as that of browsers, sends no headers of yours.",{cause:s})}}function un(i,t){let e=ad.exec(t)?.[1];if(e!==void 0)return new He(i,Number(e));let r=t===""?"":` (${t})`;return new G(`No answer from ${i}: see that \`rpc-camera serve\` runs there${r}.`)}var Va=1,Ja=1006,ld=3,ji=class i{socket;user;keepaliveS;lastNews=performance.now();isOver=!1;isAsking=!1;cancelTimer=()=>{};constructor(t,e,r){this.socket=t,this.user=e,this.keepaliveS=r,t.onmessage=({data:s})=>{this.lastNews=performance.now(),this.isAsking&&(this.cancelTimer(),this.watch()),e.receive(s)},t.onclose=({code:s,reason:n})=>this.end(new D(Number(s),String(n))),t.onerror=()=>{},this.watch()}static async open(t,e,r){return new i(await Ya(t,r),e,t.keepaliveS)}get isOpen(){return!this.isOver&&this.socket.readyState===Va}send(t){this.isOpen&&this.socket.send(t)}close(){this.end(new D(Ja,"")),this.socket.close()}end(t){if(this.isOver)return;this.isOver=!0,this.cancelTimer(),this.socket.onmessage=null;let e=re(ld,()=>this.socket.terminate?.());this.socket.onclose=e,this.socket.readyState>Va+1&&e(),this.user.lost(t)}watch(){let t=(performance.now()-this.lastNews)/1e3;if(this.isAsking=t>=this.keepaliveS,!this.isAsking){this.cancelTimer=re(this.keepaliveS-t,()=>this.watch());return}let e=this.user.probe(),r=s=>this.cancelTimer=re(e/2,s);r(()=>r(()=>this.giveUp()))}giveUp(){let t=Math.round((performance.now()-this.lastNews)/100)/10;this.end(new D(Ja,`nothing came for ${t} s`)),(this.socket.terminate??this.socket.close).call(this.socket)}};var zi=class{link;calls;nextId=1;constructor(t){this.calls=t}send(t){let e=this.nextId++,r=on(e,t.method,t.params),{link:s}=this;if(s===void 0||!s.isOpen)throw Br(new D(1006,""),t);this.calls.add(e,t),t.progress!==void 0&&this.tell("subscribe",{events:["progress"]}),s.send(r)}tell(t,e){this.link?.send(on(this.nextId++,t,e))}giveUp(t,e){t.reject(e),t.id!==void 0&&this.calls.remove(t)&&this.tell("cancel_request",{request_id:t.id})}};var dd=60,Xa=60,Hi=class{target;inbox;closeHandlers=new Set;connectionHandlers=new Set;token;backoff;deadlinesS;requests;known;catchUp;closing=new AbortController;isReady=!1;waiting=[];ended;constructor(t,e,r,s,n){this.target=t,this.inbox=e,this.token=r,this.backoff=s,this.deadlinesS=n,this.requests=new zi(e.calls),this.known=new Ui(e),this.catchUp=new Ii(e,(a,c)=>this.ask(a,c))}get isConnected(){return this.isReady}close(){this.end(new ye,void 0),this.inbox.stopHandlers(),this.requests.link?.close()}async call(t,e,{signal:r,onProgress:s,deadlineS:n}){r?.throwIfAborted();let a=s&&new we(s,100,this.inbox.report),c=new sr(t,e,this.known.noting(t,e),a),p=Tt(n??this.deadlinesS[t]??Ia(t,e),"A deadline"),v=()=>this.requests.giveUp(c,r?.reason);r?.addEventListener("abort",v);let S=re(p,()=>this.requests.giveUp(c,new te(t,p,c.isSafeToRepeat))),y=!1;try{this.dispatch(c,()=>y).catch(E=>c.reject(Br(E,c)));let $=await c.answer;return await a?.finish(),$}finally{y=!0,S(),r?.removeEventListener("abort",v),a?.stop()}}async dispatch(t,e){for(;!this.isReady&&this.ended===void 0;)await new Promise(r=>this.waiting.push(r));if(this.ended!==void 0)throw this.ended;this.known.lacksSelection&&await this.known.restoreSelection(t,(r,s)=>this.ask(r,s)),e()||await this.request(t)}ask(t,e){return this.request(new sr(t,e,this.known.noting(t,e)))}request(t){return this.known.expecting(t,()=>(this.requests.send(t),t.answer))}async open(){let t=await ji.open(this.target,this,this.closing.signal);this.requests.link=t;let{url:e,connectS:r}=this.target,s=`${e} lets in, but has not answered within ${r} s.`,n,a=re(r,()=>{n=new G(s),t.close()});try{if(await this.restore(),!t.isOpen)throw new D(1006,"")}catch(c){throw t.close(),n??c}finally{a()}this.isReady=!0,this.wake(),this.connectionHandlers.forEach(c=>c.put(!0))}async restore(){this.inbox.hold();let t=(e,r)=>this.ask(e,r);this.token!==void 0&&await t("authenticate",{token:this.token}),await this.known.restore(t,(e,r)=>this.request(new sr(e,r))),await this.catchUp.run()}receive(t){this.inbox.receive(t)}probe(){let{methods:t}=this.inbox.calls;return t.length<Xa&&this.requests.tell("get_server_info",{}),t.length>=Xa||t.some(r=>at.get(r)?.tag==="files")?dd:this.target.keepaliveS/2}lost(t){let e=this.isReady;this.isReady=!1,this.inbox.dropHeld(),this.inbox.calls.fail(this.ended??t),e&&this.ended===void 0&&(this.connectionHandlers.forEach(r=>r.put(!1)),this.openAgain(t))}async openAgain(t){let e=Dt(this.backoff||{}),r=t,s=0;for(;this.backoff!==!1&&!Ha(r)&&this.ended===void 0;){await rr(Math.max(e(),s),this.closing.signal);try{this.closing.signal.throwIfAborted(),await this.open();return}catch(n){r=n,s=tr(n)}}this.end(r,r)}end(t,e){this.ended===void 0&&(this.ended=t,this.isReady=!1,this.closing.abort(t),this.inbox.calls.fail(t),this.inbox.feed.end(e),this.wake(),this.closeHandlers.forEach(r=>r.put(t)))}wake(){this.waiting.splice(0).forEach(t=>t())}};var cd=5,pd=300,ud=1e5;async function Za(i,t,e){let r=await Li(t),s={"Content-Type":"application/octet-stream","Repr-Digest":`sha-256=:${r}:`},n=Dt();for(let a=1;;a+=1)try{let{url:c}=await e.put(),p=async v=>await i.network(v.json());return await i.request(c,{method:"PUT",headers:s,body:t},pd+t.size/ud,p)}catch(c){if(c instanceof jr&&a>1){let{url:p,file:v}=await e.get();if(await i.digestAt(p,ir)===r){let{path:S,filename:y,mime_type:$,size_bytes:E}=v;return{path:S,filename:y,mime_type:$,size_bytes:E}}}if(a===cd||!Ai(c))throw c;await rr(Math.max(n(),tr(c)),i.signal)}}var Gi=class{core;options;http;constructor(t,e){this.core=t,this.options=e,this.http=new Mi(t.target,e.signal)}save(t,e,r){return this.reporting(t,"reading",async s=>{let n=await this.sign(t);return Di(await Ti(),n,new Ft(this.http,()=>this.sign(t),n,s),e,r)})}blob(t){return this.reporting(t,"reading",async e=>{let r=await this.sign(t),s=[];return await new Ft(this.http,()=>this.sign(t),r,e).into({write:n=>{s.push(n)},restart:()=>{s=[]}}),new Blob(s,{type:r.file.mime_type})})}folder(t,e,r){return this.reporting(t,"reading",async s=>{let{id:n}=await this.call("get_camera",{}),{files:a}=await this.call("list_files",{folder:t,recursive:!0,camera:n}),c=p=>this.call("get_file_url",{path:p,camera:n});return Ga({disk:await Ti(),http:this.http,sign:c,report:s,camera:n,folder:t,flatten:r},a,e)})}async upload(t,e,r){let s=typeof t=="string"?await Ti():void 0,n=r??(typeof t=="string"?s?.path.basename(t):t.name);if(!n||n.includes("/"))throw new TypeError(`"${n??""}" is no name for a file: it has a slash, or is empty.`);let a=typeof t=="string"?await s?.openAsBlob(t):t,c=`${e.replace(/\/+$/,"")}/${n}`;return this.reporting(c,"writing",async p=>{let v=await Za(this.http,a,{put:()=>this.call("get_upload_url",{path:c}),get:()=>this.sign(c)});return p(v.size_bytes,v.size_bytes),v})}sign(t){return this.call("get_file_url",{path:t})}call(t,e){let{camera:r,signal:s,deadlineS:n}=this.options,a=r===void 0?{}:{camera:r},c={};return s!==void 0&&(c.signal=s),n!==void 0&&(c.deadlineS=n),this.core.call(t,{...a,...e},c)}async reporting(t,e,r){let{onProgress:s}=this.options,n=s&&new we(s,100,this.core.inbox.report);try{let a=await r((c,p,v="bytes")=>n?.put({request_id:t,stage:e,done:c,total:p,unit:v}));return await n?.finish(),a}finally{n?.stop()}}};var hn=1e4,Wi=class{kept=[];first=0;unread=0;streams=new Set;ended=!1;failure;append(t){this.kept.push(t),this.kept.length>hn&&this.drop(),this.wake()}end(t){this.ended=!0,this.failure=t,this.wake()}stream(){let t=new mn(this,this.unread);return this.streams.add(t),t}read(t){if(t<this.first)return{event:nr(),next:this.first};let e=this.kept[t-this.first];if(e!==void 0)return{event:e,next:t+1};if(this.failure!==void 0)throw this.failure;return this.ended?"end":"wait"}noteRead(t){this.unread=Math.max(this.unread,t);let e=Math.min(this.unread,...[...this.streams].map(r=>r.index));for(;this.first<e;)this.drop()}remove(t){this.streams.delete(t),this.noteRead(this.unread)}drop(){this.kept.shift(),this.first+=1}wake(){this.streams.forEach(t=>t.wake())}},mn=class{index;feed;wakes=[];done=!1;constructor(t,e){this.feed=t,this.index=e}[Symbol.asyncIterator](){return this}async next(){for(;!this.done;){let t=this.feed.read(this.index);if(t==="end")break;if(t!=="wait")return this.index=t.next,this.feed.noteRead(this.index),{value:t.event,done:!1};await new Promise(e=>this.wakes.push(e))}return{value:void 0,done:!0}}async return(){return this.done=!0,this.feed.remove(this),this.wake(),{value:void 0,done:!0}}wake(){this.wakes.splice(0).forEach(t=>t())}};var Bi=class{logId;reached=new Map;get names(){return this.answered().map(([t])=>t)}get since(){let t=this.answered().map(([,e])=>e);return t.length===0?void 0:Math.min(...t)}expect(t){for(let e of t)this.reached.set(e,this.reached.get(e))}subscribe(t,e,r){this.logId=r;for(let s of t)this.reached.set(s,this.reached.get(s)??e)}unsubscribe(t){for(let e of t)this.reached.delete(e)}forgetUnanswered(t){for(let e of t)this.reached.get(e)===void 0&&this.reached.delete(e)}accept(t,e){let r=this.reached.get(t);return r!==void 0&&e<=r?!1:(this.reached.has(t)&&(this.reached.set(t,e),this.catchUp(e)),!0)}catchUp(t){this.answered().forEach(([e,r])=>this.reached.set(e,Math.max(r,t)))}beginLog(t){this.logId=t,this.answered().forEach(([e])=>this.reached.set(e,0))}answered(){return[...this.reached].filter(t=>t[1]!==void 0)}};var fn="preview_frame",md="events_missed",hd=2,Ki=class{calls=new Ni;feed=new Wi;positions=new Bi;report;wantsProgress=!1;onDropped=()=>{};handlers=new Map;held;constructor(t){this.report=t}receive(t){try{let e=ja(t);e.method===void 0?this.calls.settle(e):this.notify(String(e.method),zr(e.params))}catch(e){this.report("Ignored a message that makes no sense.",e)}}hold(){this.held??=[]}release(){let t=this.held??[];this.held=void 0,t.forEach(({name:e,params:r})=>this.deliver(e,r))}dropHeld(){this.held=void 0}deliver(t,e){let{seq:r}=e;(typeof r!="number"||this.positions.accept(t,r))&&this.publish({method:t,params:e})}publish(t){t.method!==fn&&this.feed.append(t),this.handlers.get(t.method)?.forEach(e=>e.put(t.params))}addHandler(t,e){let r=t===fn||t===md?void 0:()=>this.publish(nr()),s=new we(e,t===fn?hd:hn,this.report,r),n=this.handlers.get(t)??new Set;return this.handlers.set(t,n.add(s)),()=>{n.delete(s),s.stop()}}stopHandlers(){this.handlers.forEach(t=>t.forEach(e=>e.stop()))}notify(t,e){t==="progress"?(this.calls.report(e),this.wantsProgress&&this.publish({method:t,params:e})):t==="events_dropped"?(this.hold(),this.onDropped()):this.held!==void 0&&"seq"in e?this.held.push({name:t,params:e}):this.deliver(t,e)}};var fd=2;async function*Qa(i,{camera:t,maxFps:e}){let r=new gn,s=[i.on("preview_frame",a=>r.put(a)),i.onClose(a=>r.end(a))],n={binary:!0};t!==void 0&&(n.camera=t),e!==void 0&&(n.max_fps=e);try{for(n.camera=r.camera=(await i.startPreview(n)).camera;;){let a=await r.get();a===void 0?await gd(i,n):yield{jpeg:Hr(a),camera:a.camera,sequence:a.sequence,at:a.at}}}catch(a){if(!(a instanceof ye))throw a}finally{s.forEach(a=>a()),i.isConnected&&n.camera!==void 0&&await i.stopPreview({camera:n.camera}).catch(()=>{})}}async function gd(i,t){try{await i.startPreview(t)}catch(e){if(e instanceof _?!e.retryable:!(e instanceof D))throw e}}var gn=class{camera;frame;ended;wake=()=>{};put(t){(this.camera===void 0||this.camera===t.camera)&&(this.frame=t,this.wake())}end(t){this.ended=t,this.wake()}async get(){if(this.frame===void 0&&this.ended===void 0&&await new Promise(e=>{let r=re(fd,e);this.wake=()=>{r(),e()}}),this.ended!==void 0)throw this.ended;let{frame:t}=this;return this.frame=void 0,t}};var vd=5,bd=20,Lt=class i extends Pi{core;options;constructor(t,e){super(),this.core=t,this.options=e}static async connect(t,e={}){let{token:r,headers:s={},reconnect:n={},WebSocket:a,deadlinesS:c={}}=e,p=Tt(e.keepaliveS??vd,"keepaliveS"),v=Tt(e.connectS??bd,"connectS");Object.entries(c).forEach(([E,R])=>Tt(R,`The deadline of ${E}`));let S={url:t,WebSocket:a,headers:s,keepaliveS:p,connectS:v},y=new Ki(e.report??((E,R)=>console.error(E,R))),$=new Hi(S,y,r,n,c);try{await $.open()}catch(E){throw $.close(),E}return new i($,{})}close(){this.core.close()}get isConnected(){return this.core.isConnected}withProgress(t){return new i(this.core,{...this.options,onProgress:t})}withDeadline(t){return new i(this.core,{...this.options,deadlineS:Tt(t,"A deadline")})}async call(t,e,r={}){return this.core.call(t,e,{...this.options,...r})}download(t,e,r={}){return this.files(r).save(t,e,r.overwrite??!1)}downloadBlob(t,e={}){return this.files(e).blob(t)}downloadFolder(t,e,r={}){return this.files(r).folder(t,e,r.flatten??!1)}upload(t,e,r={}){return this.files(r).upload(t,e,r.name)}liveView(t={}){return Qa(this,t)}events(){return this.core.inbox.feed.stream()}on(t,e){return this.core.inbox.addHandler(t,e)}onEventsMissed(t){return this.core.inbox.addHandler("events_missed",t)}onConnection(t){let{connectionHandlers:e,inbox:r}=this.core,s=new we(t,100,r.report);return e.add(s),()=>{e.delete(s)}}onClose(t){let{closeHandlers:e,inbox:r}=this.core,s=new we(t,1,r.report);return e.add(s),()=>{e.delete(s)}}files(t){return new Gi(this.core,{...this.options,...t})}};var l={name:"rpc-camera",views:{camera:"Camera",pictures:"Pictures",series:"Series",explorer:"Explorer",log:"Log"},navigation:"Views",notices:"Notices",keys:{title:"Keys",show:"Show the keys",close:"Close"},close:"Close",cancel:"Cancel",dismiss:"Dismiss",copy:"Copy",copied:"Copied",signIn:{title:"Sign in",lead:"The service showed a token at its start, or was given one as API_TOKEN. On its machine, `rpc-camera page` prints an address that needs none.",token:"Token",go:"Connect",out:"Sign out",ended:"The service does not know this token any more: it was started again with another one.",checking:"Connecting\u2026",empty:"Type the token.",tooLong:"This is longer than any token."},connection:{lost:"The connection is lost. Trying again\u2026",back:"Connected again."},cameras:{pick:"Camera",all:"All cameras",none:"No camera yet",noneLead:"Connect a camera by USB and switch it on: it appears here by itself.",noneVirtual:"To try without one, start the service with",states:{connecting:"Connecting",ready:"Ready",busy:"Taking a picture",lost:"Not answering",failed:"Not usable"},away:{connecting:"The camera is being opened.",lost:"The camera is not answering.",failed:"The camera cannot be used."},awayLead:"It is tried again until it is back: see that it is on, awake and connected.",gone:i=>`${i} is not connected.`,goneLead:"Connect it, and switch it on: it is back here by itself.",arrived:i=>`${i} is connected.`,state:(i,t)=>`${i}: ${t}.`,battery:i=>`Battery ${i} %`,space:(i,t)=>t===void 0?`${i} free`:`${i} free, room for ${t} pictures`},camera:{live:{title:"Live view",off:"Live view is off.",none:"This camera has no live view.",starting:"Starting live view\u2026",paused:"Live view waits.",retry:"Try again"},tools:{title:"Picture",live:"Live view",grid:"Grid",histogram:"Histogram",peaking:"Focus peaking",magnifier:"Magnifier",full:"Full screen"},fps:i=>`${i.toFixed(1)} fps`,skipped:i=>`${i} skipped`,skippedTitle:"Frames that the camera gave and that were not drawn here",kinds:{title:"What the shutter does",picture:"Picture",bulb:"Bulb"},shutter:{take:"Take a picture",open:"Open the shutter",hold:i=>`Expose for ${i} s`,close:i=>`Close the shutter \xB7 ${i}`,closeAny:"Close the shutter",cancel:"Cancel",taking:i=>i===void 0?"Taking the picture\u2026":`Taking the picture: ${i}\u2026`,exposing:(i,t)=>`${i.toFixed(0)} of ${t.toFixed(0)} s`,waits:"The camera is taking the picture."},bulb:{label:"Exposure in seconds",title:"The shutter closes after so many seconds; left empty, when you close it, after 10 minutes at most",byHand:"by hand"},trigger:{label:"Trigger",title:"Fire, and do not wait for the picture"},timer:{label:"Self-timer",off:"Off"},firesIn:i=>`Fires in ${i} s`,newPicture:(i,t)=>`New picture of ${t}: ${i}`,openPicture:i=>`Pictures, the last is ${i}`,magnified:"4\xD7, drag or use the arrow keys to move",magnifierEnd:"End the magnifier",focus:{title:"Focus",autofocus:"Autofocus",focusing:"Focusing\u2026",focused:"In focus",unknown:"Focused; the camera does not say whether it is sharp.",near:"Near",far:"Far",nearer:["Nearer, a small step","Nearer, a middle step","Nearer, a large step"],farther:["Farther, a small step","Farther, a middle step","Farther, a large step"],movedNearer:["Moved nearer, a small step","Moved nearer, a middle step","Moved nearer, a large step"],movedFarther:["Moved farther, a small step","Moved farther, a middle step","Moved farther, a large step"]},keys:{fire:"Take a picture, or close the shutter",cancel:"End the magnifier; cancel the self-timer or the exposure",live:"Live view on or off",grid:"Grid",histogram:"Histogram",peaking:"Focus peaking",magnifier:"Magnifier",full:"Full screen",autofocus:"Autofocus",nearer:"Focus a small step nearer",farther:"Focus a small step farther"}},wall:{title:"All cameras",fire:i=>i===1?"Fire 1 camera":`Fire ${i} cameras`,firing:"Firing\u2026",none:"No camera takes part. Tick one.",takesPart:i=>`${i} takes part`,fireOne:i=>`Take a picture with ${i} alone`,live:"Live view",partial:"Fire the others if one cannot",complete:(i,t)=>`All ${i} pictures are there${t===null?"":`, fired within ${t.toFixed(1)} ms`}.`,incomplete:(i,t,e)=>`${i} of ${t} cameras have no picture${e===null?"":`; the others fired within ${e.toFixed(1)} ms`}.`,keys:{fire:"Fire the group",cancel:"Cancel the self-timer"}},settings:{title:"Settings",loading:"Reading the settings\u2026",search:"Search all settings",found:i=>i===1?"1 setting":`${i} settings`,notInMode:i=>`Not in mode ${i}: there the camera decides it.`,readonly:"The camera does not let this be changed now.",goTo:i=>`Go to ${i}; up and down change it`,nothing:"(none)",auto:"Auto",now:"Now",nowLong:"Set the clock to this computer's time",lower:i=>`${i}: previous`,higher:i=>`${i}: next`,quick:{mode:"Mode",shutter_s:"Shutter",aperture:"Aperture",iso:"ISO",exposure_compensation:"Compensation",white_balance:"White balance",drive:"Drive",quality:"Quality"},sections:{actions:"Actions",settings:"Body",status:"Status",imgsettings:"Picture",capturesettings:"Capture",other:"By PTP code"}},pictures:{noCamera:"No camera, no pictures",listing:"Reading the card\u2026",listed:i=>`${i.toLocaleString()} files so far`,empty:"No pictures yet",emptyLead:"Take one: it appears here by itself.",again:"Try again",count:i=>`${i.toLocaleString()} ${i===1?"picture":"pictures"}`,grid:"Pictures, the newest first",noDay:"No date",noThumbnail:"No preview",arrived:i=>`New picture: ${i}.`,select:"Select",selectAll:"Select all",all:"All",selectNone:"Select none",selected:i=>`${i.toLocaleString()} selected`,toggle:i=>`Select ${i}`,actions:"What to do with the selected pictures",keys:{move:"Go to another picture",open:"Open the picture, close it",delete:"Delete what is selected",select:"Select the picture",none:"Select none",zoom:"In the large view: 100 %, or all of it",info:"In the large view: EXIF"},previous:"Newer",next:"Older",position:(i,t)=>`${i.toLocaleString()} of ${t.toLocaleString()}`,whole:"100 %",info:"EXIF",allTags:"All tags",noExif:"This picture has no EXIF.",loading:"The picture is on its way",loaded:(i,t)=>`${i} of ${t}`,cannotShow:i=>`This browser cannot show ${i} files: this is the camera's preview of it.`,noVideo:"Films are not played here: download it to see it.",facts:{exposure:"Exposure",compensation:"Exposure compensation",focalLength:"Focal length",inFilm:(i,t)=>`${i} mm (as ${t} mm on full frame)`,lens:"Lens",camera:"Camera",taken:"Taken, by the camera's clock",pixels:"Pixels",size:"Size",place:"Place",path:"On the card"},compareTitle:"Two pictures",downloadOne:i=>`Download ${i}`,download:"Download",upload:"Upload",uploadWhat:"Put files of this computer on the camera's card",noUpload:"This camera takes no files from a computer.",noFolder:"The card has no folder for pictures yet: take one picture, then upload.",drop:"Drop the files here to put them on the camera's card.",transfers:"Downloads and uploads",giveUp:i=>`Cancel ${i}`,zip:i=>`${i.toLocaleString()} files as ZIP`,transferStates:{download:{waiting:"Waiting",running:"Beginning\u2026",done:"Saved",failed:"Not saved",browser:"Goes on in the browser's downloads"},upload:{waiting:"Waiting",running:"On its way to the camera",done:"On the camera",failed:"Not stored",browser:""}},compare:"Compare",compareTwo:"Select exactly two pictures to compare them.",remove:"Delete",confirm:{title:i=>`Delete ${i===1?"this picture":`${i.toLocaleString()} pictures`}?`,one:i=>`${i} is deleted from the camera's card.`,many:i=>`${i.toLocaleString()} files are deleted from the camera's card.`,raw:i=>`The RAW goes too: ${i}.`,raws:i=>`Among them ${i.toLocaleString()} RAW ${i===1?"file":"files"}.`,forever:"This cannot be undone.",working:(i,t)=>`Deleting: ${i.toLocaleString()} of ${t.toLocaleString()}`,stop:"Stop",done:i=>`${i.toLocaleString()} ${i===1?"picture":"pictures"} deleted.`,failed:i=>`${i.toLocaleString()} ${i===1?"file was":"files were"} not deleted:`}},series:{title:"Series",loading:"Asking the service\u2026",unnamed:"Series",newSeries:"New series",kind:"Kind",kinds:{interval:"Interval",bracket:"Exposure bracketing",focus:"Focus steps"},kindsShort:{interval:"Interval",bracket:"Bracketing",focus:"Focus steps"},camera:"Camera",cameras:"Cameras",each:"Each camera has a series of its own; they start together.",together:"To fire all cameras at one instant, use the wall.",busy:"Has a series under way.",notConnected:"Not connected.",cannot:{bulb:"Has no bulb exposures.",drive_focus:"Its lens cannot be driven from here."},pickCamera:"Pick a camera.",frames:"Pictures",endless:"Until stopped",interval:"Interval",intervalHint:{interval:"From the start of one picture to the start of the next. 0: as fast as the camera goes.",bracket:"From the start of one bracket to the start of the next. 0: as fast as the camera goes.",focus:"From the start of one picture to the start of the next. 0: as fast as the camera goes."},unit:"Unit",units:{s:"seconds",min:"minutes"},bulb:"Bulb exposure, seconds",bulbHint:"Holds the shutter open for so long. Left empty: the shutter time that the camera is set to.",brackets:"Brackets",bracketsHint:"How often the whole bracket is taken.",varied:"By",variedBy:{shutter_s:"Shutter time",exposure_compensation:"Compensation"},shots:"Pictures in a bracket",stepEv:"Step",pictures:"Pictures",steps:"Steps before each picture",stepsHint:"In steps of the lens's own motor. How wide they are depends on the lens: try it in live view.",direction:"Direction",directions:{nearer:"Nearer",farther:"Farther"},focusHint:"The lens is driven before each picture, the first one too, and stays where it is in the end. Set the lens to one end of the subject first.",name:"Name",nameHint:"Optional; shown here and in the log.",resume:"Go on after a restart of the service",resumeHint:"On the same schedule, as soon as the camera is there; pictures whose time has passed are missed. Otherwise a restart ends it.",start:"Start",startCount:i=>`Start on ${i} cameras`,starting:"Starting\u2026",started:i=>`The series of ${i} has begun.`,noConnection:"Not now: the connection is lost.",takes:(i,t)=>`Takes ${i}, until about ${t}.`,film:i=>`At 25 pictures a second, that is ${i} of film.`,filmEndless:i=>`One second of film at 25 pictures a second takes ${i}.`,wrong:{whole:i=>`Give a whole number from 1 to ${i.toLocaleString("en")}.`,interval:"Give a number from 0 to a day (86,400 s).",bulb:"Give more than 0, and at most 3,600 seconds.",bulbTooLong:"This is longer than the interval: pictures would be missed."},bracket:{title:"What will be set",asking:"Asking the camera\u2026",ev:i=>`${i>0?"+":i<0?"\u2212":"\xB1"}${Math.abs(Number(i.toFixed(1)))} EV`,fewer:i=>`The camera has only ${i} of these values.`,nearest:"Or the nearest values that the camera has.",none:{shutter_s:"This camera has no shutter time to set now.",exposure_compensation:"This camera has no exposure compensation to set now."},readonly:{shutter_s:"The shutter time cannot be changed now.",exposure_compensation:"The exposure compensation cannot be changed now."},noNumber:i=>`The camera is set to ${i}: set it to a value in the middle of the bracket first.`,changed:"The camera was set to another exposure meanwhile: see what will be set now, and start again.",oneValue:"The camera has no second value in this direction: set it to one in the middle of the bracket.",inManual:"In manual mode with a fixed ISO, most cameras only show the compensation, and the pictures are alike."},running:"Under way",noneRunning:"No series is under way.",over:"Over",noneOver:"Series that are over are listed here.",showAll:i=>`Show all ${i}`,states:{running:"Running",waiting:"Waiting for the camera",stopping:"Stopping",completed:"Completed",stopped:"Stopped",failed:"Failed",interrupted:"Interrupted"},described:{every:i=>`every ${i}`,fast:"as fast as the camera goes",bulb:i=>`bulb ${i} s`,bracket:i=>`bracket of ${i}`,steps:i=>`${i} steps`,focus:i=>`focus ${i>0?"+":"\u2212"}${Math.abs(i)}`,resumes:"goes on after a restart"},taken:"Taken",progress:(i,t)=>`${i} of ${t}`,next:"Next picture",nextNow:"now",nextFree:"as soon as the camera is free",nextBack:"when the camera is back",nextNone:"none",left:"Ends",leftOpen:"when stopped",missed:"Missed",failed:"Failed",drift:"Late, last / most",noDrift:"\u2013",ms:i=>i<10?`${Math.round(i*1e3)} ms`:`${i.toFixed(1)} s`,failures:i=>i===1?"The picture that failed":`The last ${i} pictures that failed`,picture:i=>`Picture ${i+1}`,away:"The series goes on by itself when it is back; pictures whose time passes meanwhile are missed.",stop:"Stop",stopping:"Stopping after this picture\u2026",stopNow:"Do not wait for the camera",stopAsk:i=>`Stop ${i}?`,stopLeft:i=>i===void 0?"A picture in work is finished.":`${i} pictures are left. A picture in work is finished.`,keepOn:"Keep going",ended:(i,t,e)=>`${i}: ${t}, ${e} ${e===1?"picture":"pictures"} taken.`,counts:(i,t,e,r)=>[t===null?`${i} taken`:`${i} of ${t} taken`,...e>0?[`${e} missed`]:[],...r>0?[`${r} failed`]:[]].join(", "),notRestored:i=>`Settings that could not be put back: ${i}.`,interrupted:"The service ended in the middle of it.",unreadable:i=>`The service cannot read the files of some series, and leaves them alone: ${i}.`,tethering:"Tethering",tetheringLead:"New pictures are saved on the server's disk, checked, whoever takes them.",noSaveDir:"The service saves no pictures: they stay on the cameras. To have each new picture saved on the server, start the service with",saveDir:"Saved in",noCameras:"No camera yet.",on:"On",off:"Off",tether:i=>`Save the pictures of ${i}`,tetherStarting:"Looking at what is on the card\u2026",tetherStopping:"Ending\u2026",saved:i=>`${i} saved`,pending:i=>`${i} waiting`,savingNow:i=>`saving ${i}`,deletes:"deletes from the card",files:(i,t)=>t===0?i:`${i} and ${t} more`,trouble:i=>i===1?"Tried once so far; tried again by itself.":`Tried ${i} times; tried again by itself.`,options:"Names and deletion",template:"Name of a file",templateHint:"{camera}, {counter:05}, {original}, {stem}, {ext}, the picture's time as %Y %m %d %H %M %S; / makes folders.",deleteAfter:"Delete from the camera once it is saved",deleteAfterHint:"Only after the file was read back from the disk and compared. Protected pictures stay.",apply:"Apply",applied:"Set.",serversOwn:"Use the service's own",optionsOff:"They count from when tethering is on.",lastSaved:"Last saved",noneSaved:"Files appear here as they are saved.",saveFailed:{save:(i,t)=>`${i} is not saved: ${t}`,delete:(i,t)=>`${i} is saved, and stays on the camera: ${t}`}},explorer:{title:"Explorer",list:"Methods and notifications",search:"Search",searchKey:"Search the methods",nothingFound:"No method has these words.",notifications:"notifications",back:"All methods",pick:"Pick a method",lead:(i,t)=>`${i} methods and ${t} kinds of notification, as the service itself describes them. What is tried here runs on a connection of its own, which closes when you leave.`,documents:"The whole contract, to read or to make a client of:",loading:"Asking the service what it can do\u2026",unknown:i=>`The service has no method or notification ${i}.`,changes:"Changes something",changesWhy:"This method may change something on the camera or in the service. A lost answer does not mean that nothing was done.",safe:"Safe to repeat",safeWhy:"This method changes nothing on the camera: a lost answer can be asked for again.",params:"Params",noParams:"It takes no params.",required:"required",result:"Result",errors:"Errors",retryable:"can succeed when repeated",examples:"Examples",exampleResult:"The result of the example",exampleError:"An error, as an example",tryIt:"Try it",fill:"Fill in an example",asForm:"Form",asJson:"As JSON",how:"How the params are given",leftOut:"left out",selectedCamera:"left out: the selected camera, or the only one",goneCamera:i=>`${i} (not connected)`,chosenFile:(i,t)=>`${i}, ${t}`,type:"Type",any:"any",send:"Send",sendKey:"Send (Ctrl+Enter)",sending:"Waiting for the answer\u2026",lost:"The connection is lost; sending works again by itself when it is back.",request:"Request",requestNote:"The client adds jsonrpc and the id.",answer:"Answer",took:i=>`after ${i}`,cancelled:"The call was cancelled.",picture:"The picture in the answer",bytes:i=>`${i} came beside the JSON, as a binary message.`,shortened:"Long texts are shortened here; Copy takes all.",base64:(i,t)=>`${i}\u2026 (${t} as base64)`,cut:(i,t)=>`${i}\u2026 (${t} characters)`,cutWhole:i=>`\u2026 (${i} more characters; Copy takes all)`,confirm:"Delete this?",confirmLead:i=>`What ${i} deletes cannot be brought back.`,confirmGo:"Delete",code:"The same call as code",codeNote:"The token comes from the environment variable TOKEN; it is not in the code.",hiddenToken:"TOKEN",codeShortened:"Long texts of the params are shortened in this code, and the token is left out.",language:"Language",missing:"This is needed.",badNumber:"This is no number.",badInteger:"This is no whole number.",badJson:i=>`This is no JSON: ${i}`,wrongType:i=>`This has to be: ${i}.`,notAnObject:"The params are one JSON object.",atLeast:i=>`at least ${i}`,atMost:i=>`at most ${i}`,moreThan:i=>`more than ${i}`,lessThan:i=>`less than ${i}`,characters:(i,t)=>`${i} ${t===1?"character":"characters"}`,items:(i,t)=>`${i} ${t===1?"item":"items"}`,matching:i=>`matching ${i}`,byDefault:i=>`${i} if left out`,broken:i=>`This has to be ${i}.`,schema:"What it has",example:"An example",subscribe:"Subscribe",unsubscribe:"Unsubscribe",subscribed:"Subscribed: what comes is shown here.",notSubscribed:"Not subscribed.",notSubscribable:"It comes without a subscription, with the method that its description names.",received:"Received last",noneReceived:"None has come yet.",skipped:i=>`${i} in all`},log:{events:"Events",list:"The events, the newest first",search:"Search",searchKey:"Search the events",pause:"Pause",pauseKey:"Hold back new events, or go on (p)",kind:"Kind",allKinds:"All kinds",camera:"Camera",allCameras:"All cameras",fresh:i=>i===1?"1 new event":`${i} new events`,older:i=>`Show ${i} older`,bounded:i=>`The newest ${i} are kept here.`,none:"Nothing has happened yet.",noneFound:"No event is like that.",loading:"Reading the log\u2026",restarted:"The service was restarted here: events at the end of its last run may be missing.",forgotten:i=>`Events are missing here${i===void 0?"":` before number ${i}`}: the service's log had no room for them.`,raw:i=>`Event ${i}`,about:i=>`What ${i} says`,frames:(i,t)=>t===void 0?`${i} frames taken`:`${i} of ${t} frames taken`,server:"The service",connection:"Connection",connectionStates:{"signed-out":"signed out",connecting:"connecting",connected:"connected",lost:"lost; it is tried again"},started:"Started",cameras:"Cameras",limits:"Limits",copyReport:"Copy for a bug report",copyReportLead:"Versions, cameras and the last events, as text. The token is not in it; serial numbers and file names are."},remedies:{unauthorized:"Type the token that the service showed at its start.",rate_limited:"Wait a few seconds, then try again with the right token.",too_large:"Download it instead.",camera_not_found:"Check the cable, and that the camera is switched on.",camera_busy:"Wait until the camera is done, then try again.",camera_lost:"Check the cable, the battery and that the camera is switched on, then try again.",camera_timeout:"The shutter may have been released all the same: look at the pictures before you try again.",not_supported:"This camera cannot do that.",camera_error:"The camera's own words are above: put that right on the camera, then try again.",driver_crashed:"Try again when the camera is ready; look at the pictures first.",no_bulb_exposure:"The shutter is closed; the picture, if there is one, is among the pictures.",config_not_found:"Settings come and go with the camera's mode.",config_not_applied:"See whether the camera's mode or another setting forbids it.",file_not_found:"It was deleted, or the card was changed.",storage_full:"Delete pictures, or put another card into the camera.",file_unavailable:"See whether it is protected, or still being written.",file_exists:"Delete the one on the camera first, or give this one another name.",cancelled:"Try again; look at the pictures first."},failures:{connectionLost:"The connection to the service is lost.",connectionLostRemedy:"The page connects again by itself. See that the service runs.",timedOutRemedy:"See what the camera is at, and try again."}};function P(i){return i instanceof _?{message:i.message,remedy:yd(i),name:i.errorName}:i instanceof D||i instanceof G||i instanceof ye?{message:l.failures.connectionLost,remedy:l.failures.connectionLostRemedy}:i instanceof te?{message:i.message,remedy:l.failures.timedOutRemedy}:{message:i instanceof Error?i.message:String(i)}}function yd(i){let{REMEDY:t}=i.constructor,e=l.remedies;return i.remedy===t&&e[i.errorName]||i.remedy}function j(i){return i instanceof DOMException&&i.name==="AbortError"}var wd=4,xd={good:5e3,plain:6e3,bad:15e3},vn=class{constructor(){this.shown=new k([]);this.spoken=new k("");this.lastId=0}tell(t,e="plain"){this.add({message:t,kind:e})}fail(t){j(t)||this.add({...P(t),kind:"bad"})}say(t){this.spoken.value=t}dismiss(t){this.shown.value=this.shown.value.filter(e=>e.id!==t)}add(t){let e=++this.lastId,r=this.shown.value.filter(({message:s})=>s!==t.message);this.shown.value=[...r,{...t,id:e}].slice(-wd),setTimeout(()=>this.dismiss(e),xd[t.kind])}},O=new vn;var eo=f`
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
`;var m=class extends it{static{this.styles=eo}watch(...t){new Ci(this,...t)}};var bn=["camera","pictures","series","explorer","log"],Ae="all";function W(i,t){return`#/${i}${t===void 0?"":`/${encodeURIComponent(t)}`}`}function to(i){let[t,e]=i.replace(/^#\/?/,"").split("/");return{view:bn.find(s=>s===t)??"camera",rest:e?yn(e):void 0}}function yn(i){try{return decodeURIComponent(i)}catch{return i}}var Te=new k(to(location.hash));addEventListener("hashchange",()=>Te.value=to(location.hash));var Nt="rpc-camera token",$d=/^#ticket=(.+)$/,kd=1009,Sd=2e3,wn=class{constructor(){this.state=new k({kind:"connecting"});this.session=new k(void 0);this.url=new URL("rpc",location.href.replace(/#.*/,"")).href.replace(/^http/,"ws")}async start(){addEventListener("hashchange",()=>{let r=ro();r!==void 0&&this.redeem(r)});let t=ro();if(t!==void 0){await this.redeem(t);return}let e=sessionStorage.getItem(Nt);e===null?this.state.value={kind:"signed-out"}:await this.signIn(e)}async signIn(t){for(this.state.value={kind:"connecting"};;)try{this.use(await Lt.connect(this.url,{token:t,report:()=>{}})),sessionStorage.setItem(Nt,t);return}catch(e){if(e instanceof _){this.refuse(e);return}if(e instanceof D&&e.code===kd){this.signOut({message:l.signIn.tooLong});return}await this.waitForService()}}another(){let t=sessionStorage.getItem(Nt);return Lt.connect(this.url,{...t===null?{}:{token:t},report:()=>{}})}isToken(t){return t===sessionStorage.getItem(Nt)}signOut(t){sessionStorage.removeItem(Nt);let e=this.session.value;this.session.value=void 0,this.state.value={kind:"signed-out",...t===void 0?{}:{failure:t}},e?.close()}async redeem(t){let e=sessionStorage.getItem(Nt),r=this.session.value!==void 0;for(;;)try{let s=await Lt.connect(this.url,{report:()=>{}}),{token:n}=await s.redeemTicket({ticket:t}).finally(()=>s.close());r||await this.signIn(n);return}catch(s){if(!(s instanceof _)&&!r){await this.waitForService();continue}e===null?this.refuse(s):r||await this.signIn(e);return}}async waitForService(){this.state.value={kind:"lost"},await new Promise(t=>setTimeout(t,Sd))}refuse(t){let e=P(t),r=e.name==="unauthorized"&&sessionStorage.getItem(Nt)!==null,s=e.name==="unauthorized"?{message:e.message}:e;this.signOut(r?{message:l.signIn.ended}:s)}use(t){t.onConnection(e=>{this.session.value===t&&(this.state.value={kind:e?"connected":"lost"})}),t.onClose(e=>{this.session.value===t&&this.refuse(e)}),this.session.value=t,this.state.value={kind:"connected"}}};function ro(){let i=$d.exec(location.hash)?.[1];return i!==void 0&&history.replaceState(null,"",location.pathname+location.search),i===void 0?void 0:yn(i)}var b=new wn;function C(){let i=b.session.value;if(i===void 0)throw new Error(l.failures.connectionLost);return i}var io=1500,xn=class{constructor(){this.list=new k(void 0);this.details=new k(new Map);this.timers=new Map;b.session.subscribe(()=>this.follow(b.session.value)),b.state.subscribe(()=>{b.state.value.kind==="connected"&&this.refresh()})}find(t){return this.list.value?.find(e=>e.id===t)}nameOf(t){let e=this.find(t);if(e===void 0)return t;let r=this.list.value?.filter(({name:n})=>n===e.name)??[],s=Ed(e.name);return r.length>1?`${s} \u2026${(e.serial_number??t).slice(-4)}`:s}async refresh(){try{let t=await b.session.value?.listCameras();t!==void 0&&(this.list.value=t.cameras,t.cameras.forEach(({id:e})=>this.ask(e,0)))}catch{}}follow(t){if(t===void 0){this.list.value=void 0,this.details.value=new Map;return}t.on("camera_added",({camera:e})=>this.arrived(e)),t.on("camera_removed",({camera:e})=>this.left(e)),t.on("camera_state_changed",()=>{this.refresh()}),t.on("file_added",({camera:e})=>this.ask(e,io)),t.on("file_deleted",({camera:e})=>this.ask(e,io)),t.onEventsMissed(()=>{this.refresh()}),t.getServerInfo().then(({events:e})=>t.subscribe({events:e})).catch(e=>O.fail(e)),this.refresh()}async arrived(t){await this.refresh(),O.tell(l.cameras.arrived(this.find(t)?.name??t))}async left(t){let e=this.find(t)?.name??t;await this.refresh(),O.tell(l.cameras.gone(e))}ask(t,e){clearTimeout(this.timers.get(t)),this.timers.set(t,setTimeout(()=>{this.fetchDetails(t)},e))}async fetchDetails(t){try{let e=await b.session.value?.getCamera({camera:t});e!==void 0&&(this.details.value=new Map(this.details.value).set(t,e))}catch{}}};function Ed(i){return i.replace(/^(\w+)(?:[ .,]+(?:Corporation|Corp|Inc|Ltd|Co)\b\.?)+\s+/i,"$1 ").replace(/^(\w+) \1 /i,"$1 ")}var x=new xn;var so=(i,t,e)=>{let r=new Map;for(let s=t;s<=e;s++)r.set(i[s],s);return r},B=Me(class extends de{constructor(i){if(super(i),i.type!==ee.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,t,e){let r;e===void 0?e=t:t!==void 0&&(r=t);let s=[],n=[],a=0;for(let c of i)s[a]=r?r(c,a):a,n[a]=e(c,a),a++;return{values:n,keys:s}}render(i,t,e){return this.dt(i,t,e).values}update(i,[t,e,r]){let s=Fa(i),{values:n,keys:a}=this.dt(t,e,r);if(!Array.isArray(s))return this.ut=a,n;let c=this.ut??=[],p=[],v,S,y=0,$=s.length-1,E=0,R=n.length-1;for(;y<=$&&E<=R;)if(s[y]===null)y++;else if(s[$]===null)$--;else if(c[y]===a[E])p[E]=st(s[y],n[E]),y++,E++;else if(c[$]===a[R])p[R]=st(s[$],n[R]),$--,R--;else if(c[y]===a[R])p[R]=st(s[y],n[R]),Qt(i,p[R+1],s[y]),y++,R--;else if(c[$]===a[E])p[E]=st(s[$],n[E]),Qt(i,s[y],s[$]),$--,E++;else if(v===void 0&&(v=so(a,E,R),S=so(c,y,$)),v.has(c[y]))if(v.has(c[$])){let U=S.get(a[E]),Xt=U!==void 0?s[U]:null;if(Xt===null){let hi=Qt(i,s[y]);st(hi,n[E]),p[E]=hi}else p[E]=st(Xt,n[E]),Qt(i,s[y],Xt),s[U]=null;E++}else Ei(s[$]),$--;else Ei(s[y]),y++;for(;E<=R;){let U=Qt(i,p[R+1]);st(U,n[E]),p[E++]=U}for(;y<=$;){let U=s[y++];U!==null&&Ei(U)}return this.ut=a,er(i,p),I}});function ot(i){if(b.state.value.kind!=="connected")return l.connection.lost;let t=x.find(i);if(t===void 0)return l.cameras.gone(i);let{state:e,state_reason:r}=t;switch(e){case"ready":case"busy":return;case"failed":return r??l.cameras.away.failed;default:return l.cameras.away[e]}}function Ge(i){let t=x.find(i);return ot(i)??(t?.state==="busy"?t.state_reason??`${l.cameras.states.busy}.`:void 0)}function ce(i,t){return x.find(i)?.abilities.includes(t)??!1}var Yi=["mode","shutter_s","aperture","iso","exposure_compensation","white_balance","drive","quality"],_d=250,$n=class{constructor(t){this.widgets=new k(void 0);this.common=new k({});this.failure=new k(void 0);this.refused=new k(new Map);this.pending=new k(new Map);this.changed=new Set;this.camera=t}async load(){let{camera:t}=this;try{let[{widgets:e}]=await Promise.all([C().listConfig({camera:t}),this.loadCommon()]);this.widgets.value=new Map(e.map(r=>[r.name,r])),this.failure.value=void 0}catch(e){this.failure.value=P(e)}}async set(t,e){let r=this.pending.value.has(t);this.pending.value=new Map(this.pending.value).set(t,e),this.refuse(t,void 0),!r&&await this.setInTurn(t)}async setIso(t,e){let r;this.pending.value=new Map(this.pending.value).set(e,String(t));try{await C().setExposure({iso:t,camera:this.camera}),await this.loadCommon()}catch(s){r=P(s)}this.settle(e,r)}change(t,e){let r=this.widgets.value?.get(t);r!==void 0&&this.put({...r,value:e}),this.pending.value.has(t)||this.refuse(t,void 0),this.noteChange(t)}async setInTurn(t){let{camera:e}=this;for(;;){let r=this.pending.value.get(t),s;try{this.put(await C().setConfig({name:t,value:r,camera:e}))}catch(n){s=P(n)}if(Object.is(this.pending.value.get(t),r)){this.settle(t,s);return}}}settle(t,e){let r=new Map(this.pending.value);r.delete(t),this.pending.value=r,this.refuse(t,e),this.noteChange(t)}noteChange(t){this.changed.add(t),clearTimeout(this.timer),this.timer=setTimeout(()=>{this.follow()},_d)}async follow(){let{camera:t}=this;try{await this.loadCommon(),Yi.forEach(r=>this.changed.add(this.common.value[r]?.config??""));let e=[...this.changed].filter(r=>this.widgets.value?.has(r));this.changed.clear(),await Promise.all(e.map(async r=>this.put(await C().getConfig({name:r,camera:t}))))}catch(e){e instanceof qr&&await this.load()}}async loadCommon(){let{camera:t}=this,e=await Promise.all([C().getExposure({camera:t}),C().getCaptureSettings({camera:t})]);this.common.value=Object.assign({},...e.map(({settings:r})=>r))}put(t){this.widgets.value=new Map(this.widgets.value).set(t.name,t)}refuse(t,e){let r=new Map(this.refused.value);e===void 0?r.delete(t):r.set(t,e),this.refused.value=r}},kn=class{constructor(){this.known=new Map;this.states=new Map;b.session.subscribe(()=>this.follow()),x.list.subscribe(()=>this.reload())}of(t){let e=this.known.get(t);return e===void 0&&(e=new $n(t),this.known.set(t,e),this.states.set(t,void 0),this.reload()),e}reload(){for(let[t,e]of this.known){let r=x.find(t)?.state,s=no(this.states.get(t));this.states.set(t,r),no(r)&&!s&&e.load()}}follow(){this.known.clear(),this.states.clear();let{value:t}=b.session;t?.on("config_changed",({camera:r,name:s,value:n})=>this.known.get(r)?.change(s,n));let e=()=>[...this.known.values()].forEach(r=>{r.load()});t?.onEventsMissed(e),t?.onConnection(r=>r&&e())}};function no(i){return i==="ready"||i==="busy"}var ao=new kn;function T(i=""){return i.split("`").map((t,e)=>e%2===0?t:o`<code>${t}</code>`)}var Cd={camera:A`<path d="M3 8a2 2 0 0 1 2-2h2.5L9 4h6l1.5 2H19a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><circle cx="12" cy="12.5" r="3.5"/>`,pictures:A`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 16l5-5 4 4 3-3 6 5"/><circle cx="16" cy="9.5" r="1"/>`,series:A`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,explorer:A`<path d="M8 6l-6 6 6 6M16 6l6 6-6 6M14 4l-4 16"/>`,log:A`<path d="M4 6h16M4 12h16M4 18h10"/>`,close:A`<path d="M6 6l12 12M18 6L6 18"/>`,key:A`<rect x="2" y="6" width="20" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8"/>`,out:A`<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>`,warning:A`<path d="M12 4L2.5 20h19zM12 10v4M12 17h.01"/>`,battery:A`<rect x="2" y="8" width="17" height="8" rx="2"/><path d="M22 11v2"/>`,card:A`<path d="M6 3h8l4 4v14H6zM9 3v4M12 3v4"/>`,lens:A`<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4"/>`,download:A`<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>`,upload:A`<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>`,delete:A`<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>`,search:A`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5"/>`,zoom:A`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5M8 11h6M11 8v6"/>`,compare:A`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M12 5v14"/>`,play:A`<path d="M7 5l12 7-12 7z"/>`,stop:A`<rect x="6" y="6" width="12" height="12" rx="1"/>`,copy:A`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>`,grid:A`<rect x="3" y="4" width="18" height="16" rx="1"/><path d="M9 4v16M15 4v16M3 9.300h18M3 14.600h18"/>`,histogram:A`<path d="M3 20V4M3 20h18M7 20v-5M11 20V9M15 20v-8M19 20v-3"/>`,peaking:A`<path d="M3 18l6-11 4 7 3-5 5 9z"/>`,timer:A`<circle cx="12" cy="13" r="8"/><path d="M12 13V9M9 2h6"/>`,focus:A`<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4"/><circle cx="12" cy="12" r="2.5"/>`,settings:A`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,check:A`<path d="M4 12l5 5L20 6"/>`,previous:A`<path d="M15 5l-7 7 7 7"/>`,next:A`<path d="M9 5l7 7-7 7"/>`,full:A`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>`,info:A`<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.500h.01"/>`},ar=class extends m{constructor(){super(...arguments);this.name="info"}render(){return o`<svg viewBox="0 0 24 24" aria-hidden="true">${Cd[this.name]}</svg>`}};ar.styles=[m.styles,f`
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
    `],d([h()],ar.prototype,"name",2),ar=d([g("rc-icon")],ar);var or=class extends m{render(){return o`<div role="alert">
      ${this.failure===void 0?u:o`<div class="box">
            <rc-icon name="warning"></rc-icon>
            <div>
              <p>${T(this.failure.message)}</p>
              ${this.failure.remedy?o`<p class="muted">${T(this.failure.remedy)}</p>`:u}
            </div>
          </div>`}
    </div>`}};or.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],or.prototype,"failure",2),or=d([g("rc-failure")],or);var V=Me(class extends de{constructor(i){if(super(i),i.type!==ee.PROPERTY&&i.type!==ee.ATTRIBUTE&&i.type!==ee.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Da(i))throw Error("`live` bindings can only contain a single expression")}render(i){return i}update(i,[t]){if(t===I||t===u)return t;let e=i.element,r=i.name;if(i.type===ee.PROPERTY){if(t===e[r])return I}else if(i.type===ee.BOOLEAN_ATTRIBUTE){if(!!t===e.hasAttribute(r))return I}else if(i.type===ee.ATTRIBUTE&&e.getAttribute(r)===t+"")return I;return er(i),t}});var Pd=["shutter_s","aperture","iso","exposure_compensation"],We="auto",ie=class extends m{focus(){this.renderRoot.querySelector("select")?.focus()}render(){let{config:t}=this.common,e=this.why??this.fixed(),r=this.pending!==void 0,s=Pd.includes(this.name),n=l.settings.quick[this.name];return o`
      <label class="label" for="value" title=${t}>${n}</label>
      <div class="line ${s?"stepped":""} ${r?"busy":""}" aria-busy=${r}>
        ${s?this.step(-1,"previous",l.settings.lower(n),e):u}
        <select id="value" ?disabled=${e!==void 0} aria-describedby="why" .value=${V(this.value)} @change=${this.pick}>
          ${this.choices().map(a=>o`<option value=${a} ?selected=${a===this.value}>${Md(a)}</option>`)}
        </select>
        ${s?this.step(1,"next",l.settings.higher(n),e):u}
      </div>
      <p id="why" class="why muted">${this.why===void 0?e??u:u}</p>
      <rc-failure .failure=${this.failure}></rc-failure>
    `}updated(t){if(t.has("failure")&&this.failure!==void 0){let e=this.renderRoot.querySelector("rc-failure");e?.updateComplete.then(()=>e.scrollIntoView({block:"nearest"}))}}fixed(){let{readonly:t,reason:e}=this.common;if(t)return e?.includes("set_exposure")&&this.mode?l.settings.notInMode(this.mode):e??l.settings.readonly}get hasAutoBeside(){let{choices:t=[]}=this.widget;return this.name==="iso"&&Rd(this.common.allowed,We)&&!t.some(e=>/auto/i.test(e))}get value(){let t=this.hasAutoBeside&&this.common.value===We;return String(this.pending??(t?We:this.widget.value))}choices(){let{choices:t=[]}=this.widget,e=this.hasAutoBeside?[We,...t]:t;return e.includes(this.value)?e:[this.value,...e]}step(t,e,r,s){let n=this.choices()[this.choices().indexOf(this.value)+t];return o`<button class="icon" aria-label=${r} ?disabled=${s!==void 0||n===void 0} @click=${()=>this.choose(n)}>
      <rc-icon name=${e}></rc-icon>
    </button>`}pick(t){this.choose(t.target.value)}choose(t){let{config:e}=this.common;t!==void 0&&(this.hasAutoBeside&&(t===We||this.value===We)?this.settings.setIso(t===We?We:Number(t),e):this.settings.set(e,t))}};ie.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],ie.prototype,"settings",2),d([h({attribute:!1})],ie.prototype,"name",2),d([h({attribute:!1})],ie.prototype,"common",2),d([h({attribute:!1})],ie.prototype,"widget",2),d([h({attribute:!1})],ie.prototype,"why",2),d([h({attribute:!1})],ie.prototype,"mode",2),d([h({attribute:!1})],ie.prototype,"pending",2),d([h({attribute:!1})],ie.prototype,"failure",2),ie=d([g("rc-quick-setting")],ie);function Rd(i,t){return Array.isArray(i)&&i.includes(t)}function Md(i){let t=/^(\d+)\/(\d+)$/.exec(i);if(t!==null&&t[1]!=="1")return`${Number((Number(t[1])/Number(t[2])).toFixed(1))} s`;let e=/^([+-]?)(\d+)\.(3|6)\d\d$/.exec(i);return e!==null?`${e[1]}${e[2]==="0"?"":e[2]}${e[3]==="3"?"\u2153":"\u2154"}`:i===We?l.settings.auto:i}var Od=200,Be=class extends m{constructor(){super(...arguments);this.label=""}render(){let e=this.pending!==void 0;return o`<div class=${e?"busy":""} aria-busy=${e} title=${this.why??u}>${this.control()}</div>`}get value(){return this.pending??this.widget.value}control(){switch(this.widget.type){case"radio":case"menu":return this.choices();case"toggle":return o`<input type="checkbox" role="switch" aria-label=${this.label} ?disabled=${this.isFixed}
          .checked=${V(this.value===!0)} .indeterminate=${V(this.value===null)}
          @change=${e=>this.choose(e.target.checked)} />`;case"range":return this.range();case"button":return o`<button ?disabled=${this.isFixed} @click=${()=>this.choose(!0)}>${this.widget.label}</button>`;case"date":return this.date();default:return o`<input aria-label=${this.label} ?disabled=${this.isFixed} .value=${V(String(this.value??""))} @change=${this.chooseText} />`}}get isFixed(){return this.why!==void 0}choices(){let{choices:e=[]}=this.widget,r=String(this.value),s=e.includes(r)?e:[r,...e];return o`<select aria-label=${this.label} ?disabled=${this.isFixed} .value=${V(r)} @change=${this.chooseText}>
      ${s.map(n=>o`<option value=${n} ?selected=${n===r}>${n===""?l.settings.nothing:n}</option>`)}
    </select>`}range(){let{min:e,max:r,step:s}=this.widget.range??{min:0,max:0,step:0},n=s>0?(r-e)/s:1/0,a=p=>{let v=p.target;v.reportValidity()&&v.value!==""&&this.choose(Number(v.value))},c=o`<input type="number" aria-label=${this.label} ?disabled=${this.isFixed} min=${e} max=${r}
      step=${Number.isInteger(s)&&s>0?s:"any"} .value=${V(String(this.value))} @change=${a} />`;return o`<div class="pair">
      ${n>Od?u:o`<input type="range" aria-label=${this.label} ?disabled=${this.isFixed}
        min=${e} max=${r} step=${s} .value=${V(String(this.value))} @change=${a} />`}
      ${c}
    </div>`}date(){let e=new Date(String(this.value)),r=new Date(e.getTime()-e.getTimezoneOffset()*6e4).toISOString().slice(0,19),s=n=>{let{value:a}=n.target;a!==""&&this.choose(oo(new Date(a)))};return o`<div class="pair">
      <input type="datetime-local" step="1" aria-label=${this.label} ?disabled=${this.isFixed} .value=${V(r)} @change=${s} />
      <button ?disabled=${this.isFixed} title=${l.settings.nowLong} @click=${()=>this.choose(oo(new Date))}>${l.settings.now}</button>
    </div>`}chooseText(e){this.choose(e.target.value)}choose(e){this.dispatchEvent(new CustomEvent("choose",{detail:e}))}};Be.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],Be.prototype,"widget",2),d([h({attribute:!1})],Be.prototype,"pending",2),d([h({attribute:!1})],Be.prototype,"why",2),d([h()],Be.prototype,"label",2),Be=d([g("rc-widget-control")],Be);function oo(i){return i.toISOString().replace(/\.\d+Z$/,"Z")}var xe=class extends m{render(){let{name:t,label:e,readonly:r,type:s,value:n}=this.widget,a=this.why??(r?l.settings.readonly:void 0),c=r&&s==="text";return o`<div class="pair">
        <span class="label" title=${t}>${e}${this.section===void 0?u:o` <span class="section">${this.section}</span>`}</span>
        ${c?o`<span class="fixed">${n===""?l.settings.nothing:n}</span>`:o`<rc-widget-control .widget=${this.widget} .pending=${this.pending} .why=${a} label=${e}
              @choose=${p=>{this.settings.set(t,p.detail)}}></rc-widget-control>`}
      </div>
      ${this.failure===void 0?u:o`<rc-failure .failure=${this.failure}></rc-failure>`}`}};xe.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],xe.prototype,"settings",2),d([h({attribute:!1})],xe.prototype,"widget",2),d([h({attribute:!1})],xe.prototype,"why",2),d([h({attribute:!1})],xe.prototype,"section",2),d([h({attribute:!1})],xe.prototype,"pending",2),d([h({attribute:!1})],xe.prototype,"failure",2),xe=d([g("rc-setting-row")],xe);var Ad=40,lo={mode:"m",shutter_s:"s",aperture:"a",iso:"i",exposure_compensation:"e",white_balance:"w",quality:"q"},lt=class extends m{constructor(){super();this.search="";this.open=new Set;this.watch(x.list,b.state);let e=Yi.filter(r=>lo[r]!==void 0);new N(this,e.map(r=>({key:lo[r],label:l.settings.goTo(l.settings.quick[r]),run:()=>this.goTo(r)})))}connectedCallback(){super.connectedCallback(),this.settings=ao.of(this.camera);let{widgets:e,common:r,failure:s,refused:n,pending:a}=this.settings;this.watch(e,r,s,n,a)}render(){let e=this.settings?.widgets.value;if(this.settings===void 0||e===void 0){let s=this.settings?.failure.value;return s===void 0?o`<p class="note muted" role="status">${l.settings.loading}</p>`:o`<rc-failure class="note" .failure=${s}></rc-failure>`}let r=ot(this.camera);return o`
      <h2 class="visually-hidden">${l.settings.title}</h2>
      <div class="quick">${Yi.map(s=>this.quick(s,e,r))}</div>
      <div class="all">
        <div class="search">
          <rc-icon name="search"></rc-icon>
          <input type="search" aria-label=${l.settings.search} placeholder=${l.settings.search}
            @input=${s=>this.search=s.target.value} />
        </div>
        ${this.search.trim()===""?this.sections(e,r):this.results(e,r)}
      </div>
    `}goTo(e){this.renderRoot.querySelector(`rc-quick-setting[data-name=${e}]`)?.focus()}quick(e,r,s){let n=this.settings?.common.value[e],a=n&&r.get(n.config);return a===void 0?u:o`<rc-quick-setting data-name=${e} .settings=${this.settings} .name=${e} .common=${n} .widget=${a} .why=${s}
          .mode=${this.settings?.common.value.mode?.text} .pending=${this.settings?.pending.value.get(a.name)} .failure=${this.settings?.refused.value.get(a.name)}></rc-quick-setting>`}sections(e,r){return[...new Set([...e.values()].map(Sn))].map(n=>{let a=[...e.values()].filter(p=>Sn(p)===n),c=this.open.has(n);return o`<details ?open=${c} @toggle=${p=>this.toggle(n,p)}>
        <summary>${co(n)} <span class="muted">${a.length}</span></summary>
        ${c?this.rows(a,r):u}
      </details>`})}results(e,r){let s=this.search.toLowerCase().split(/\s+/).filter(Boolean),n=[...e.values()].filter(({name:a,label:c,value:p})=>{let v=`${a} ${c} ${p}`.toLowerCase();return s.every(S=>v.includes(S))});return o`<p class="muted" role="status">${l.settings.found(n.length)}</p>${this.rows(n.slice(0,Ad),r,!0)}`}rows(e,r,s=!1){return o`<div class="rows">
      ${B(e,({name:n})=>n,n=>o`<rc-setting-row .settings=${this.settings} .widget=${n} .why=${r}
        .section=${s?co(Sn(n)):void 0} .pending=${this.settings?.pending.value.get(n.name)} .failure=${this.settings?.refused.value.get(n.name)}></rc-setting-row>`)}
    </div>`}toggle(e,r){let s=new Set(this.open);r.target.open?s.add(e):s.delete(e),this.open=s}};lt.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],lt.prototype,"camera",2),d([w()],lt.prototype,"search",2),d([w()],lt.prototype,"open",2),lt=d([g("rc-settings-panel")],lt);function co(i){return l.settings.sections[i]??i}function Sn({path:i}){return i.slice(0,i.lastIndexOf("/"))}var po=["B","kB","MB","GB","TB"];function F(i){let t=i,e=0;for(;t>=999.5&&e<po.length-1;)t/=1e3,e+=1;return`${e===0||t>=100?Math.round(t):t.toFixed(1)} ${po[e]}`}function $e(i){let t=Math.max(0,Math.round(i)),[e,r,s]=[Math.floor(t/3600),Math.floor(t/60)%60,t%60],n=a=>String(a).padStart(2,"0");return e>0?`${e}:${n(r)}:${n(s)}`:`${r}:${n(s)}`}function ke(i){return new Date(i).toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",second:"2-digit"})}function lr(i){return new Date(i).toLocaleString([],{dateStyle:"medium",timeStyle:"medium"})}function uo(i){return new Date(i).toLocaleDateString([],{dateStyle:"full"})}function Vi(i){return i>0&&i<.3?`1/${Math.round(1/i)} s`:`${Number(i.toFixed(1))} s`}function se(i,t){let e=`rpc-camera ${i}`,r=new k(Td(e,t));return r.subscribe(()=>sessionStorage.setItem(e,JSON.stringify(r.value))),r}function Td(i,t){try{let e=JSON.parse(sessionStorage.getItem(i)??"null");return typeof e==typeof t?e:t}catch{return t}}var Dd=3;async function Ji(i,t,e){let r=performance.now()+i*1e3;for(let s=i;s>0;s-=1)e(s),(s===i||s<=Dd)&&O.say(l.camera.firesIn(s)),await Fd(r-(s-1)*1e3,t)}function Fd(i,t){return new Promise((e,r)=>{t.throwIfAborted();let s=()=>{clearTimeout(n),r(t.reason)},n=setTimeout(()=>{t.removeEventListener("abort",s),e()},i-performance.now());t.addEventListener("abort",s,{once:!0})})}var En=class{constructor(t){this.phase=new k({kind:"idle"});this.failure=new k(void 0);this.camera=t}async fire({delayS:t,bulb:e}){await this.attempt(async()=>{await this.count(t),e===void 0?await this.take({}):e.seconds===void 0?await this.open():await this.take({bulb_s:e.seconds},new AbortController)})}async trigger(){await this.attempt(async()=>{this.phase.value={kind:"taking",since:Date.now()},await C().triggerCapture({camera:this.camera})})}async close(){await this.attempt(async()=>{this.phase.value={kind:"taking",since:Date.now()},await C().stopBulb({camera:this.camera})})}stopCounting(){this.countdown?.abort()}cancel(){this.stopCounting(),this.phase.value.kind==="taking"&&this.phase.value.stop?.abort()}failed({message:t,remedy:e,name:r}){this.phase.value.kind==="open"&&(this.phase.value={kind:"idle"}),this.phase.value.kind!=="taking"&&(this.failure.value={message:t,name:r,remedy:e})}succeeded(){this.failure.value=void 0}see(){this.phase.value.kind==="open"&&x.find(this.camera)?.state!=="busy"&&(this.phase.value={kind:"idle"})}async attempt(t){this.failure.value=void 0;try{await t()}catch(e){this.failure.value=j(e)?void 0:P(e)}finally{this.phase.value.kind!=="open"&&(this.phase.value={kind:"idle"})}}async count(t){let e=this.countdown=new AbortController;await Ji(t,e.signal,r=>this.phase.value={kind:"counting",left:r})}async take(t,e){let r={kind:"taking",since:Date.now(),...e===void 0?{}:{stop:e}};this.phase.value=r,await C().captureImage({camera:this.camera,...t},{onProgress:s=>this.phase.value={...r,progress:s},...e===void 0?{}:{signal:e.signal}})}async open(){this.phase.value={kind:"taking",since:Date.now()},await C().startBulb({camera:this.camera}),this.phase.value={kind:"open",since:Date.now()}}},_n=new Map;function Ld(i){i?.on("capture_failed",({camera:t,error:e})=>Se(t).failed(e)),i?.on("capture_completed",({camera:t})=>Se(t).succeeded())}b.session.subscribe(()=>Ld(b.session.value));x.list.subscribe(()=>_n.forEach(i=>i.see()));function Se(i){let t=_n.get(i);return t===void 0&&_n.set(i,t=new En(i)),t}var Nd=[0,2,5,10],It=se("self-timer",0),dr=class extends m{constructor(){super();this.isLocked=!1;this.watch(It)}render(){return o`<rc-icon name="timer"></rc-icon>
      <select aria-label=${l.camera.timer.label} title=${l.camera.timer.label} ?disabled=${this.isLocked} @change=${this.pick}>
        ${Nd.map(e=>o`<option value=${e} .selected=${e===It.value}>${e===0?l.camera.timer.off:`${e} s`}</option>`)}
      </select>`}pick(e){It.value=Number(e.target.value)}};dr.styles=[m.styles,f`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      rc-icon {
        color: var(--muted);
      }
    `],d([h({attribute:!1})],dr.prototype,"isLocked",2),dr=d([g("rc-self-timer")],dr);var mo=Me(class extends de{constructor(i){if(super(i),i.type!==ee.ATTRIBUTE||i.name!=="class"||i.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(i){return" "+Object.keys(i).filter(t=>i[t]).join(" ")+" "}update(i,[t]){if(this.st===void 0){this.st=new Set,i.strings!==void 0&&(this.nt=new Set(i.strings.join(" ").split(/\s/).filter(r=>r!=="")));for(let r in t)t[r]&&!this.nt?.has(r)&&this.st.add(r);return this.render(t)}let e=i.element.classList;for(let r of this.st)r in t||(e.remove(r),this.st.delete(r));for(let r in t){let s=!!t[r];s===this.st.has(r)||this.nt?.has(r)||(s?(e.add(r),this.st.add(r)):(e.remove(r),this.st.delete(r)))}return I}});var Ee=class extends m{constructor(){super(...arguments);this.label="";this.isBusy=!1;this.isStop=!1}updated(){this.button.style.setProperty("--share",String(this.share??.25))}render(){let e=this.why!==void 0,r={busy:this.isBusy,turning:this.isBusy&&this.share===void 0,stops:this.isStop};return o`<button class=${mo(r)} aria-label=${this.label} aria-describedby=${e?"why":u} aria-disabled=${e?"true":u}
        title=${this.why??this.label} @click=${this.press}></button>
      <p id="why" aria-hidden="true">${this.why??this.label}</p>`}press(){this.why===void 0&&this.dispatchEvent(new CustomEvent("press"))}};Ee.styles=[m.styles,f`
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
      button.busy {
        border-color: transparent;
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
    `],d([h({attribute:!1})],Ee.prototype,"label",2),d([h({attribute:!1})],Ee.prototype,"why",2),d([h({attribute:!1})],Ee.prototype,"isBusy",2),d([h({attribute:!1})],Ee.prototype,"isStop",2),d([h({attribute:!1})],Ee.prototype,"share",2),d([M("button")],Ee.prototype,"button",2),Ee=d([g("rc-shutter-button")],Ee);var Cn=se("bulb",!1),Yr=se("bulb seconds",""),ho=3600,cr=class extends m{constructor(){super();this.camera="";this.ticking=0;this.watch(x.list,b.state,Cn,Yr),new N(this,[{key:" ",label:l.camera.keys.fire,run:()=>this.press()}])}connectedCallback(){super.connectedCallback();let{phase:e,failure:r}=this.shutter,s=[e,r].map(n=>n.subscribe(()=>this.requestUpdate()));this.end=()=>s.forEach(n=>n()),this.ticking=setInterval(()=>"since"in e.value&&this.requestUpdate(),250)}disconnectedCallback(){super.disconnectedCallback(),this.end?.(),clearInterval(this.ticking),this.shutter.stopCounting()}get shutter(){return Se(this.camera)}get isBulb(){return Cn.value&&ce(this.camera,"bulb")}get action(){let{shutter:e}=this,r=e.phase.value,s=l.camera.shutter;switch(r.kind){case"counting":return{label:s.cancel,isStop:!0,run:()=>e.cancel()};case"open":return{label:s.close($e((Date.now()-r.since)/1e3)),isBusy:!0,isStop:!0,run:()=>{e.close()}};case"taking":{let{progress:n,stop:a}=r,c=n?.unit==="s"&&n.total!==null,p=c?s.exposing(n.done,n.total??0):s.taking(n?.stage),v=c&&n.total?n.done/n.total:void 0;return a===void 0?{label:p,isBusy:!0,share:v,why:s.waits}:{label:`${s.cancel} \xB7 ${p}`,isBusy:!0,isStop:!0,share:v,run:()=>e.cancel()}}case"idle":return this.idle()}}idle(){let{shutter:e,camera:r}=this,s=Ge(r),n=l.camera.shutter,a=x.find(r)?.state==="busy"&&b.state.value.kind==="connected";if(this.isBulb&&a)return{label:n.closeAny,isBusy:a,isStop:!0,run:()=>{e.close()}};let c=this.isBulb?{seconds:this.seconds}:void 0,p=()=>{e.fire({delayS:It.value,...c===void 0?{}:{bulb:c}})},v=c===void 0?n.take:c.seconds===void 0?n.open:n.hold(c.seconds);return s===void 0?{label:v,run:p}:{label:v,why:s,isBusy:a}}get seconds(){let e=Number(Yr.value);return Yr.value.trim()!==""&&e>0?Math.min(e,ho):void 0}press(){this.action.run?.()}render(){let{shutter:e,camera:r,action:s}=this,n=e.phase.value.kind==="idle",a=x.find(r);return o`<rc-failure .failure=${e.failure.value}></rc-failure>
      ${a?.state==="ready"&&a.state_reason?o`<p class="hint" role="status">${a.state_reason}</p>`:u}
      <div class="bar">
        <div class="side left">
          ${ce(r,"bulb")?this.kinds(n):u} ${this.isBulb?this.secondsField(n):u}
        </div>
        <rc-shutter-button .label=${s.label} .why=${s.why} .isBusy=${s.isBusy??!1} .isStop=${s.isStop??!1}
          .share=${s.share} @press=${()=>this.press()}></rc-shutter-button>
        <div class="side"><rc-self-timer .isLocked=${!n}></rc-self-timer> ${this.trigger(n)}</div>
      </div>`}kinds(e){let r=(n,a)=>o`<button aria-pressed=${this.isBulb===n} ?disabled=${!e} @click=${()=>Cn.value=n}>${a}</button>`,{kinds:s}=l.camera;return o`<span class="kinds" role="group" aria-label=${s.title}>${r(!1,s.picture)}${r(!0,s.bulb)}</span>`}secondsField(e){let{bulb:r}=l.camera;return o`<span class="seconds">
      <input aria-label=${r.label} title=${r.title} placeholder=${r.byHand} type="number" inputmode="decimal" min="0.1"
        max=${ho} step="any" .value=${Yr.value} ?disabled=${!e}
        @input=${s=>Yr.value=s.target.value} />
      <span class="muted" aria-hidden="true">s</span>
    </span>`}trigger(e){let{shutter:r,camera:s}=this;if(!ce(s,"trigger_capture")||this.isBulb)return u;let n=Ge(s);return o`<button ?disabled=${!e||n!==void 0} title=${n??l.camera.trigger.title}
      @click=${()=>{r.trigger()}}>${l.camera.trigger.label}</button>`}};cr.styles=[m.styles,f`
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
        }
      }
    `],d([h({attribute:!1})],cr.prototype,"camera",2),cr=d([g("rc-fire-bar")],cr);var dt={x:.5,y:.5,scale:1};function Vr(i,t,e){let r=.5/e,s=n=>Math.min(Math.max(n,r),1-r);return{x:s(i),y:s(t),scale:e}}function fo(i,t,e){return{x:i.x+(t-.5)/i.scale,y:i.y+(e-.5)/i.scale}}var ct=4,Id=5,qd={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]},Xi=class{constructor(t){this.crop=dt;this.show=t}get isOn(){return this.crop!==dt}toggle(){this.put(this.isOn?dt:Vr(.5,.5,ct))}end(){this.put(dt)}press(t){let e=t.composedPath().some(r=>r instanceof HTMLButtonElement);t.button===0&&!e&&(this.grip={x:t.clientX,y:t.clientY,crop:this.crop,hasMoved:!1},t.currentTarget.setPointerCapture(t.pointerId))}move(t){let{grip:e}=this;if(e===void 0)return;let[r,s]=[t.clientX-e.x,t.clientY-e.y];if(e.hasMoved||=Math.hypot(r,s)>Id,e.hasMoved&&this.isOn){let{width:n,height:a}=t.currentTarget.getBoundingClientRect();this.put(Vr(e.crop.x-r/n/ct,e.crop.y-s/a/ct,ct))}}release(t){if(this.grip!==void 0&&!this.grip.hasMoved){let{left:e,top:r,width:s,height:n}=t.currentTarget.getBoundingClientRect(),a=fo(this.crop,(t.clientX-e)/s,(t.clientY-r)/n);this.put(this.isOn?dt:Vr(a.x,a.y,ct))}this.grip=void 0}letGo(){this.grip=void 0}key(t){let e=qd[t.key];e!==void 0&&this.isOn&&(t.preventDefault(),this.put(Vr(this.crop.x+e[0]/ct/4,this.crop.y+e[1]/ct/4,ct)))}put(t){this.crop=t,this.show(t)}};var z={live:se("live view",!0),grid:se("grid",!1),histogram:se("histogram",!1),peaking:se("focus peaking",!1)};function _e(i){i.value=!i.value}var Ud=[20,200,1e3],Zi=class{constructor(t){this.sizes=Ud;this.camera=t}async drive(t,e){try{await this.send(t,e)}catch(r){let s=r instanceof Ur?r.data.range?.max:void 0;if(s===void 0||s>=this.sizes[2])throw r;this.sizes=[1,Math.ceil(s/2),s],await this.send(t,e)}}async send(t,e){await C().driveFocus({camera:this.camera,steps:t*this.sizes[e]})}};var jd=2,De=class extends m{constructor(){super();this.camera="";this.result="";this.isFocused=!1;this.isFocusing=!1;this.waiting=0;this.watch(x.list,b.state);let{keys:e}=l.camera;new N(this,[{key:"a",label:e.autofocus,run:()=>{this.focusOnce()}},{key:",",label:e.nearer,run:()=>{this.drive(-1,0)}},{key:".",label:e.farther,run:()=>{this.drive(1,0)}}])}render(){let{camera:e}=this,[r,s]=[ce(e,"autofocus"),ce(e,"drive_focus")];if(!r&&!s)return u;let n=this.isFocusing?void 0:Ge(e);return o`<div class="bar" role="group" aria-label=${l.camera.focus.title}>
        ${r?this.button(n):u} ${s?this.stepButtons(n):u}
        <p class="result ${this.isFocused?"good":"muted"}" id="why" title=${n??this.result}>${n??this.result}</p>
      </div>
      <rc-failure .failure=${this.failure}></rc-failure>`}button(e){let{focus:r}=l.camera;return o`<button aria-disabled=${e!==void 0||this.isFocusing} aria-describedby="why" title=${e??r.autofocus}
      @click=${()=>{this.focusOnce()}}>
      <rc-icon name="focus"></rc-icon>${this.isFocusing?r.focusing:r.autofocus}
    </button>`}stepButtons(e){let{focus:r}=l.camera,s=(n,a)=>{let c=n<0?r.nearer[a]:r.farther[a];return o`<button class="quiet" aria-label=${c} title=${e??c} aria-disabled=${e!==void 0}
        aria-describedby="why" @click=${()=>{this.drive(n,a)}}>
        ${(n<0?"\u2039":"\u203A").repeat(a+1)}
      </button>`};return o`<span class="steps">
      <span class="label" aria-hidden="true">${r.near}</span>
      ${s(-1,2)} ${s(-1,1)} ${s(-1,0)} ${s(1,0)} ${s(1,1)} ${s(1,2)}
      <span class="label" aria-hidden="true">${r.far}</span>
    </span>`}async focusOnce(){this.isFocusing||Ge(this.camera)!==void 0||!ce(this.camera,"autofocus")||(this.isFocusing=!0,await this.attempt(async()=>{let{focused:e}=await C().autofocus({camera:this.camera});this.tell(e===null?l.camera.focus.unknown:l.camera.focus.focused,e===!0)}),this.isFocusing=!1)}async drive(e,r){this.waiting>=jd||Ge(this.camera)!==void 0||!ce(this.camera,"drive_focus")||(this.waiting+=1,this.steps??=new Zi(this.camera),await this.attempt(async()=>{await this.steps?.drive(e,r),this.tell((e<0?l.camera.focus.movedNearer:l.camera.focus.movedFarther)[r])}),this.waiting-=1)}async attempt(e){this.failure=void 0,this.tell("");try{await e()}catch(r){this.failure=P(r)}}tell(e,r=!1){this.result=e,this.isFocused=r,e!==""&&O.say(e)}};De.styles=[m.styles,f`
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
          min-width: 36px;
        }
        .result {
          width: 100%;
          min-height: 1.45em; /* the picture stays where it is when there is something to say */
          text-align: center;
        }
        .steps .label {
          display: none;
        }
        .bar > button {
          padding: 0 8px;
        }
      }
    `],d([h({attribute:!1})],De.prototype,"camera",2),d([w()],De.prototype,"failure",2),d([w()],De.prototype,"result",2),d([w()],De.prototype,"isFocused",2),d([w()],De.prototype,"isFocusing",2),De=d([g("rc-focus-bar")],De);function go({data:i,width:t,height:e}){let r=Pn(i),s=new ImageData(t,e);for(let n=1;n<e-1;n+=1)for(let a=1;a<t-1;a+=1){let c=n*t+a;zd(r,c,t)>=200&&(s.data[4*c+3]=255)}return s}function Pn(i){let t=new Uint8Array(i.length/4);for(let e=0;e<t.length;e+=1)t[e]=77*(i[4*e]??0)+150*(i[4*e+1]??0)+29*(i[4*e+2]??0)>>8;return t}function zd(i,t,e){let r=$=>i[t+$]??0,[s,n,a]=[r(-e-1),r(-e),r(-e+1)],[c,p]=[r(-1),r(1)],[v,S,y]=[r(e-1),r(e),r(e+1)];return Math.abs(a+2*p+y-s-2*c-v)+Math.abs(v+2*S+y-s-2*n-a)}var pt=class extends m{constructor(){super(...arguments);this.reduced=new OffscreenCanvas(1,1);this.last=-1/0;this.onFrame=()=>{let e=performance.now();e-this.last>=this.everyMs&&(this.last=e,this.look())}}updated(){this.source!==this.picture&&(this.leave(),this.source=this.picture,this.source?.addEventListener("frame",this.onFrame),this.look())}disconnectedCallback(){super.disconnectedCallback(),this.leave()}render(){return o`<canvas aria-hidden="true"></canvas>`}leave(){this.source?.removeEventListener("frame",this.onFrame),this.source=void 0}look(){let e=this.picture?.canvas;if(e==null||this.picture?.size===void 0)return;let r=Math.min(1,this.mostWidth/e.width),[s,n]=[Math.round(e.width*r),Math.round(e.height*r)];(this.reduced.width!==s||this.reduced.height!==n)&&Object.assign(this.reduced,{width:s,height:n});let a=this.reduced.getContext("2d",{willReadFrequently:!0});a?.drawImage(e,0,0,s,n);let c=a?.getImageData(0,0,s,n);c!==void 0&&this.paint(c)}};d([h({attribute:!1})],pt.prototype,"picture",2),d([M("canvas")],pt.prototype,"canvas",2);var Xr=96,Hd=["#ff6b6b","#7be07b","#7ab0ff"],Jr=class extends pt{constructor(){super(...arguments);this.everyMs=200;this.mostWidth=240}paint({data:e}){let{canvas:r}=this;Object.assign(r,{width:256,height:Xr});let s=r.getContext("2d");s!==null&&(s.fillStyle="rgb(255 255 255 / 0.55)",s.fill(bo(vo(Pn(e),0,1))),Hd.forEach((n,a)=>{s.strokeStyle=n,s.stroke(bo(vo(e,a,4)))}))}};Jr.styles=[m.styles,f`
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
    `],Jr=d([g("rc-histogram")],Jr);function vo(i,t,e){let r=new Uint32Array(256);for(let s=t;s<i.length;s+=e){let n=i[s]??0;r[n]=(r[n]??0)+1}return r}function bo(i){let t=Math.max(...i.subarray(1,255),1),e=new Path2D;return e.moveTo(0,Xr),i.forEach((r,s)=>e.lineTo(s,Xr-Math.sqrt(Math.min(1,r/t))*(Xr-2))),e.lineTo(255,Xr),e}var yo=new Map;async function*wo(i,t,e){let r=yo.get(i),s=()=>{};yo.set(i,new Promise(n=>s=n));try{if(await r,e.aborted)return;for await(let n of C().liveView({camera:i,maxFps:t})){if(e.aborted)return;yield n}}finally{s()}}var Qi=class{constructor(){this.skipped=0;this.drawn=0;this.times=[]}add(t,e){this.last!==void 0&&t>this.last&&(this.skipped+=t-this.last-1),this.last=t,this.drawn+=1,this.times.push(e),this.forget(e)}resume(){this.last=void 0,this.times=[]}perSecond(t){this.forget(t);let[e]=this.times;return e===void 0?0:this.times.length*1e3/Math.max(t-e,500)}forget(t){this.times=this.times.filter(e=>t-e<=2e3)}};var pe=class extends m{constructor(){super();this.camera="";this.maxFps=30;this.isOn=!0;this.crop=dt;this.count=new Qi;this.ends=[];this.watch(x.list,b.state)}connectedCallback(){super.connectedCallback();let e=()=>this.requestUpdate();document.addEventListener("visibilitychange",e),this.ends=[()=>document.removeEventListener("visibilitychange",e)];let r=b.session.value;r!==void 0&&this.ends.push(r.on("preview_state_changed",({camera:s,state:n,reason:a,at:c})=>{s===this.camera&&(this.paused=n==="paused"?{reason:a??l.camera.live.paused,at:c}:void 0)}))}disconnectedCallback(){super.disconnectedCallback(),this.ends.splice(0).forEach(e=>e()),this.stop(),this.frame?.close(),this.frame=void 0}render(){let e=this.message();return o`<canvas class=${e===void 0?"":"dimmed"} role="img" aria-label=${l.camera.live.title}></canvas>
      ${e===void 0?u:o`<div class="message">${e}</div>`}`}updated(){(!this.isOn||ot(this.camera)!==void 0)&&(this.failure=void 0);let e=this.isOn&&document.visibilityState==="visible"&&this.failure===void 0,r=x.find(this.camera)?.state,s=(r==="ready"||r==="busy")&&ce(this.camera,"preview");!e||!s?this.stop():this.loop===void 0&&(this.loop=new AbortController,this.show(this.loop.signal)),this.draw()}message(){let{camera:e}=this,r=ot(e);if(this.failure!==void 0)return o`<rc-failure .failure=${this.failure}></rc-failure>
        <button @click=${()=>this.failure=void 0}>${l.camera.live.retry}</button>`;if(r!==void 0){let n=x.find(e)?.state==="lost";return o`<p role="status">${r} ${n?l.cameras.awayLead:u}</p>`}if(!ce(e,"preview"))return o`<p>${l.camera.live.none}</p>`;if(!this.isOn)return o`<p>${l.camera.live.off}</p>`;let s=this.paused?.reason??(this.size===void 0?l.camera.live.starting:void 0);return s===void 0?void 0:o`<p role="status">${s}</p>`}stop(){this.loop?.abort(),this.loop=void 0}async show(e){this.count.resume();try{for await(let r of wo(this.camera,this.maxFps,e))await this.take(r,e)}catch(r){e.aborted||(this.failure=P(r),this.loop=void 0)}}async take({jpeg:e,sequence:r,at:s},n){let a=await createImageBitmap(new Blob([e],{type:"image/jpeg"})).catch(()=>{});if(a===void 0||n.aborted){a?.close();return}this.frame?.close(),this.frame=a,(this.size?.width!==a.width||this.size.height!==a.height)&&(this.size={width:a.width,height:a.height},this.dispatchEvent(new CustomEvent("resized")),this.requestUpdate()),this.paused!==void 0&&s>this.paused.at&&(this.paused=void 0),this.draw(),this.count.add(r,performance.now()),this.dispatchEvent(new CustomEvent("frame"))}draw(){if(this.frame===void 0)return;let{width:e,height:r}=this.frame;(this.canvas.width!==e||this.canvas.height!==r)&&Object.assign(this.canvas,{width:e,height:r});let{x:s,y:n,scale:a}=this.crop,[c,p]=[e/a,r/a];this.canvas.getContext("2d")?.drawImage(this.frame,s*e-c/2,n*r-p/2,c,p,0,0,e,r)}};pe.styles=[m.styles,f`
      :host {
        position: relative;
        width: 100%;
        height: 100%;
        overflow: hidden;
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
        place-content: center;
        justify-items: center;
        gap: 12px;
        padding: 16px;
        text-align: center;
        overflow: auto;
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
    `],d([h({attribute:!1})],pe.prototype,"camera",2),d([h({attribute:!1})],pe.prototype,"maxFps",2),d([h({attribute:!1})],pe.prototype,"isOn",2),d([h({attribute:!1})],pe.prototype,"crop",2),d([M("canvas")],pe.prototype,"canvas",2),d([w()],pe.prototype,"failure",2),d([w()],pe.prototype,"paused",2),pe=d([g("rc-live-picture")],pe);var Zr=class extends pt{constructor(){super(...arguments);this.everyMs=100;this.mostWidth=640}paint(e){let{canvas:r}=this;Object.assign(r,{width:e.width,height:e.height});let s=r.getContext("2d");s!==null&&(s.putImageData(go(e),0,0),s.globalCompositeOperation="source-in",s.fillStyle=getComputedStyle(this).color,s.fillRect(0,0,r.width,r.height))}};Zr.styles=[m.styles,f`
      :host {
        color: var(--accent);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `],Zr=d([g("rc-peaking")],Zr);var Rn=class{constructor(){this.byCamera=new k(new Map);let t=e=>{this.byCamera.value=new Map,e?.on("file_added",r=>{this.add(e,r)}),e?.on("file_deleted",r=>this.remove(r))};b.session.subscribe(()=>t(b.session.value)),t(b.session.value)}async add(t,{camera:e,file:{path:r,filename:s,mime_type:n}}){let a=this.byCamera.value.get(e);if(!(!n.startsWith("image/")||a?.thumbnail!==void 0&&xo(a.path)===xo(r))){this.put(e,{path:r,filename:s,thumbnail:void 0}),O.say(l.camera.newPicture(s,x.nameOf(e)));try{let{mime_type:c,image_base64:p}=await t.getThumbnail({camera:e,path:r});this.byCamera.value.get(e)?.path===r&&this.put(e,{path:r,filename:s,thumbnail:`data:${c};base64,${p}`})}catch{}}}remove({camera:t,file:e}){if(this.byCamera.value.get(t)?.path===e.path){let r=new Map(this.byCamera.value);r.delete(t),this.byCamera.value=r}}put(t,e){this.byCamera.value=new Map(this.byCamera.value).set(t,e)}},Mn=new Rn;function xo(i){return i.replace(/\.[^./]*$/,"")}var pr=class extends m{constructor(){super();this.camera="";this.watch(Mn.byCamera)}render(){let e=Mn.byCamera.value.get(this.camera);if(e===void 0)return u;let{filename:r,thumbnail:s}=e,n=l.camera.openPicture(r);return o`<a href=${W("pictures",this.camera)} aria-label=${n} title=${n}>
      ${s===void 0?o`<rc-icon name="pictures"></rc-icon>`:o`<img src=${s} alt="" />`}
    </a>`}};pr.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],pr.prototype,"camera",2),pr=d([g("rc-picture-corner")],pr);var Gd=500,ut=class extends m{constructor(){super();this.isMagnified=!1;this.timer=0;this.watch(...Object.values(z))}connectedCallback(){super.connectedCallback(),this.timer=setInterval(()=>this.measure(),Gd)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.timer)}render(){let e=l.camera.tools;return o`<div class="bar" role="toolbar" aria-label=${e.title}>
      ${this.switch("play",e.live,z.live)}
      ${this.switch("grid",e.grid,z.grid)}
      ${this.switch("histogram",e.histogram,z.histogram)}
      ${this.switch("peaking",e.peaking,z.peaking)}
      ${this.button("zoom",e.magnifier,this.isMagnified,()=>this.dispatchEvent(new CustomEvent("magnify")))}
      ${document.fullscreenEnabled?this.button("full",e.full,void 0,()=>this.dispatchEvent(new CustomEvent("full"))):u}
      ${this.numbers()}
    </div>`}numbers(){let e=this.picture?.size;return this.figures===void 0||e===void 0||!z.live.value?u:o`<span class="figures">
      <span>${l.camera.fps(this.figures.fps)}</span>
      <span class="wide">${e.width} × ${e.height}</span>
      <span title=${l.camera.skippedTitle}>${l.camera.skipped(this.figures.skipped)}</span>
    </span>`}switch(e,r,s){return this.button(e,r,s.value,()=>_e(s))}button(e,r,s,n){return o`<button class="quiet icon" aria-label=${r} title=${r} aria-pressed=${s??u} @click=${n}>
      <rc-icon name=${e}></rc-icon>
    </button>`}measure(){if(this.picture!==void 0){let{count:e}=this.picture;this.figures={fps:e.perSecond(performance.now()),skipped:e.skipped}}}};ut.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],ut.prototype,"picture",2),d([h({attribute:!1})],ut.prototype,"isMagnified",2),d([w()],ut.prototype,"figures",2),ut=d([g("rc-tool-bar")],ut);var Fe=class extends m{constructor(){super();this.camera="";this.ratio=1.5;this.magnifier=new Xi(()=>this.requestUpdate());this.watch(x.list,...Object.values(z));let{keys:e}=l.camera;new N(this,[{key:"Escape",label:e.cancel,run:()=>this.magnifier.isOn?this.magnifier.end():Se(this.camera).cancel()},{key:"l",label:e.live,run:()=>_e(z.live)},{key:"g",label:e.grid,run:()=>_e(z.grid)},{key:"h",label:e.histogram,run:()=>_e(z.histogram)},{key:"p",label:e.peaking,run:()=>_e(z.peaking)},{key:"z",label:e.magnifier,run:()=>this.magnify()},{key:"f",label:e.full,run:()=>this.fill()}])}connectedCallback(){super.connectedCallback(),this.end=Se(this.camera).phase.subscribe(()=>this.requestUpdate())}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}firstUpdated(){this.requestUpdate()}updated(){this.area.style.setProperty("--ratio",String(this.ratio))}render(){let e=Se(this.camera).phase.value,{magnifier:r}=this;return o`<h1 class="visually-hidden">${x.nameOf(this.camera)}</h1>
      <rc-tool-bar .picture=${this.picture} .isMagnified=${r.isOn} @full=${this.fill} @magnify=${this.magnify}></rc-tool-bar>
      <div class="area">
        ${this.shown()}
        ${r.isOn?this.magnifierEnd():u}
        ${e.kind==="counting"?o`<div class="countdown" role="timer">${e.left}</div>`:u}
        <rc-picture-corner .camera=${this.camera}></rc-picture-corner>
      </div>
      <rc-focus-bar .camera=${this.camera}></rc-focus-bar>`}shown(){let{magnifier:e}=this,{live:r,magnified:s}={live:l.camera.live.title,magnified:l.camera.magnified},n=z.live.value&&this.picture!==void 0;return o`<div class="picture ${e.isOn?"magnified":""}" role="group" tabindex=${e.isOn?0:-1}
      aria-label=${e.isOn?`${r}, ${s}`:r}
      @pointerdown=${a=>e.press(a)} @pointermove=${a=>e.move(a)}
      @pointerup=${a=>e.release(a)} @pointercancel=${()=>e.letGo()}
      @keydown=${a=>e.key(a)}>
      <rc-live-picture .camera=${this.camera} .isOn=${z.live.value} .crop=${e.crop} @resized=${this.measure}></rc-live-picture>
      ${n&&z.peaking.value?o`<rc-peaking class="over" .picture=${this.picture}></rc-peaking>`:u}
      ${z.grid.value&&!e.isOn?o`<div class="over grid"></div>`:u}
      ${n&&z.histogram.value?o`<rc-histogram .picture=${this.picture}></rc-histogram>`:u}
    </div>`}magnifierEnd(){return o`<button class="end" @click=${()=>this.magnifier.end()}><rc-icon name="zoom"></rc-icon>${l.camera.magnifierEnd}</button>`}magnify(){this.magnifier.toggle(),this.magnifier.isOn&&this.updateComplete.then(()=>this.frame.focus())}measure(){let{size:e}=this.picture;this.ratio=e===void 0?this.ratio:e.width/e.height}fill(){this.dispatchEvent(new CustomEvent("full"))}};Fe.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],Fe.prototype,"camera",2),d([w()],Fe.prototype,"ratio",2),d([M("rc-live-picture")],Fe.prototype,"picture",2),d([M(".picture")],Fe.prototype,"frame",2),d([M(".area")],Fe.prototype,"area",2),Fe=d([g("rc-stage")],Fe);var ur=class extends m{render(){return o`<div class="parts">
      <rc-stage .camera=${this.camera} @full=${this.fill}></rc-stage>
      <rc-fire-bar .camera=${this.camera}></rc-fire-bar>
      <rc-settings-panel .camera=${this.camera}></rc-settings-panel>
    </div>`}fill(){(document.fullscreenElement===null?this.requestFullscreen():document.exitFullscreen()).catch(e=>O.fail(e))}};ur.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],ur.prototype,"camera",2),ur=d([g("rc-camera-view")],ur);var On=class{constructor(){this.phase=new k({kind:"idle"});this.outcome=new k(void 0);this.left=new k(new Set)}get members(){return(x.list.value??[]).map(({id:t})=>t).filter(t=>!this.left.value.has(t))}choose(t,e){let r=new Set(this.left.value);e?r.delete(t):r.add(t),this.left.value=r}async fire(t,e){let{members:r}=this;this.outcome.value=void 0,this.countdown=new AbortController;try{await Ji(t,this.countdown.signal,n=>this.phase.value={kind:"counting",left:n}),this.phase.value={kind:"taking"};let s=await C().captureGroup({cameras:[...r],partial:e});this.outcome.value={manifest:s,failures:$o(s.cameras)},O.say(An(s))}catch(s){if(!j(s)){let{failures:n}=s instanceof _?s.data:{};this.outcome.value={failure:P(s),failures:$o(n??[])}}}finally{this.phase.value={kind:"idle"}}}cancel(){this.countdown?.abort()}};function An({complete:i,cameras:t,skew_ms:e}){let r=t.filter(({error:s})=>s!==void 0).length;return i?l.wall.complete(t.length,e):l.wall.incomplete(r,t.length,e)}function $o(i){return new Map(i.flatMap(({camera:t,error:e})=>e===void 0?[]:[[t,e]]))}var L=new On;var qt=class extends m{constructor(){super(...arguments);this.icon="info";this.heading=""}render(){return o`<rc-icon name=${this.icon}></rc-icon><h2>${this.heading}</h2><slot></slot>`}};qt.styles=[m.styles,f`
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
    `],d([h()],qt.prototype,"icon",2),d([h()],qt.prototype,"heading",2),qt=d([g("rc-empty")],qt);var es=class extends m{render(){return o`<rc-empty icon="camera" heading=${l.cameras.none}>
      <p class="muted">${l.cameras.noneLead}</p>
      <p class="muted">${l.cameras.noneVirtual} <code>--virtual 1</code>.</p>
    </rc-empty>`}};es=d([g("rc-no-camera")],es);var Wd=5,Ut=class extends m{constructor(){super();this.isLive=!0;this.watch(x.list,b.state,L.left,L.outcome,L.phase)}connectedCallback(){super.connectedCallback();let{phase:e,failure:r}=Se(this.camera.id),s=[e,r].map(n=>n.subscribe(()=>this.requestUpdate()));this.end=()=>s.forEach(n=>n())}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}render(){let{id:e,state:r,state_reason:s}=this.camera,n=x.nameOf(e),a=Se(e),p=a.phase.value.kind==="idle"&&L.phase.value.kind==="idle"?Ge(e):l.camera.shutter.waits,v=l.wall.fireOne(n);return o`<div class="picture">
        <rc-live-picture .camera=${e} .isOn=${this.isLive} .maxFps=${Wd}></rc-live-picture>
        <rc-picture-corner .camera=${e}></rc-picture-corner>
      </div>
      <div class="foot">
        <input type="checkbox" aria-label=${l.wall.takesPart(n)} .checked=${!L.left.value.has(e)}
          @change=${S=>L.choose(e,S.target.checked)} />
        <span class="grow">
          <a class="name" href=${W("camera",e)} title=${n}>${this.camera.name}</a>
          <span class="state muted ${r}" title=${s??""}>${l.cameras.states[r]}${n===this.camera.name?"":` \xB7 ${e}`}</span>
        </span>
        <button class="icon" aria-label=${v} title=${p??v} aria-disabled=${p!==void 0}
          @click=${()=>p===void 0&&void a.fire({delayS:0})}>
          <rc-icon name="camera"></rc-icon>
        </button>
      </div>
      <rc-failure .failure=${L.outcome.value?.failures.get(e)??a.failure.value}></rc-failure>`}};Ut.styles=[m.styles,f`
      :host {
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
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
      .foot {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 8px 8px 8px 12px;
      }
      .name {
        display: block;
        overflow: hidden;
        color: inherit;
        font-weight: 550;
        text-overflow: ellipsis;
        white-space: nowrap;
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
        border-radius: 50%;
      }
      rc-failure {
        display: block;
        padding: 0 8px;
      }
    `],d([h({attribute:!1})],Ut.prototype,"camera",2),d([h({attribute:!1})],Ut.prototype,"isLive",2),Ut=d([g("rc-wall-tile")],Ut);var Qr=se("live view of all",!0),ts=se("partial group",!1),ei=class extends m{constructor(){super(),this.watch(x.list,b.state,L.phase,L.outcome,L.left,Qr,ts);let{keys:t}=l.wall;new N(this,[{key:" ",label:t.fire,run:()=>this.press()},{key:"Escape",label:t.cancel,run:()=>L.cancel()},{key:"l",label:l.camera.keys.live,run:()=>_e(Qr)}])}disconnectedCallback(){super.disconnectedCallback(),L.cancel()}render(){let t=x.list.value??[],e=L.phase.value;return t.length===0?o`<rc-no-camera></rc-no-camera>`:o`<h1 class="visually-hidden">${l.wall.title}</h1>
      <div class="tiles">
        ${B(t,({id:r})=>r,r=>o`<rc-wall-tile .camera=${r} .isLive=${Qr.value}></rc-wall-tile>`)}
      </div>
      ${e.kind==="counting"?o`<div class="countdown" role="timer">${e.left}</div>`:u}
      <div class="fire">${this.outcome()} ${this.bar()}</div>`}bar(){let{kind:t}=L.phase.value,e=t==="counting";return o`<div class="bar">
      <div class="row left">
        ${ko(l.wall.live,Qr.value,()=>_e(Qr))}
        ${ko(l.wall.partial,ts.value,()=>_e(ts))}
      </div>
      <rc-shutter-button .label=${e?l.camera.shutter.cancel:l.wall.fire(L.members.length)}
        .why=${this.why} .isBusy=${t==="taking"} .isStop=${e} @press=${()=>this.press()}></rc-shutter-button>
      <div class="row"><rc-self-timer .isLocked=${t!=="idle"}></rc-self-timer></div>
    </div>`}outcome(){let t=L.outcome.value;if(t?.manifest!==void 0){let{manifest:e}=t;return o`<p class="outcome ${e.complete?"good":"bad"}">${An(e)}</p>`}return t?.failure===void 0?u:o`<rc-failure class="outcome" .failure=${t.failure}></rc-failure>`}get why(){return b.state.value.kind!=="connected"?l.connection.lost:L.phase.value.kind==="taking"?l.wall.firing:L.members.length===0?l.wall.none:void 0}press(){L.phase.value.kind==="counting"?L.cancel():this.why===void 0&&L.fire(It.value,ts.value)}};ei.styles=[m.styles,f`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 100%;
      }
      .tiles {
        display: grid;
        flex: 1;
        grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr));
        align-content: start;
        gap: 16px;
        padding: 16px;
      }
      .fire {
        position: sticky;
        z-index: 5;
        bottom: 0;
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
      .outcome {
        margin: 0 auto 8px;
        max-width: 44rem;
        text-align: center;
        font-weight: 550;
      }
      .good {
        color: var(--good);
      }
      .bad {
        color: var(--bad);
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
        .tiles {
          padding: 8px;
          gap: 8px;
        }
        .fire {
          padding: 6px 8px;
        }
        .left {
          justify-content: flex-start;
        }
      }
    `],ei=d([g("rc-wall")],ei);function ko(i,t,e){return o`<label class="check"><input type="checkbox" .checked=${t} @change=${e} />${i}</label>`}var rs=class{constructor(t){let e=t,r=e["x-service-discovery"];this.info=e.info,this.servers=e.servers??[],this.methods=r===void 0?e.methods:[...e.methods,r],this.notifications=e["x-notifications"]??[],this.groups=Bd(this.methods),this.schemas=e.components?.schemas??{};let s=this.method("subscribe")?.params[0]?.schema.items;this.subscribable=new Set(s&&this.resolve(s).enum),this.errors=new Map(Object.values(e.components?.errors??{}).map(n=>[n.code,n]))}method(t){return this.methods.find(e=>e.name===t)}notification(t){return this.notifications.find(e=>e.name===t)}resolve(t){let e=t.$ref?.split("/").pop();return e===void 0?t:this.schemas[e]??{}}errorsOf({errors:t=[]}){return t.map(e=>this.errors.get(e.code)??e)}};function Ce({type:i}){return i===void 0?[]:[i].flat()}function Bd(i){let t=new Map;for(let e of i){let r=e.tags?.[0]?.name??"";t.set(r,[...t.get(r)??[],e])}return new Map([...t].sort(([e],[r])=>e.localeCompare(r)))}var Kd=20,Yd=200,is=class{constructor(){this.contract=new k(void 0);this.failure=new k(void 0);this.isConnected=new k(!1);this.subscribed=new k(new Set);this.received=new k(new Map);this.isWanted=!1;this.isOpening=!1;this.heard=new Set;this.pending=new Map;this.stopWatching=()=>{}}start(){this.isWanted=!0,this.stopWatching=b.state.subscribe(()=>{this.open()}),this.open()}end(){this.isWanted=!1,this.stopWatching(),clearTimeout(this.timer),this.session?.close(),this.session=void 0,this.isConnected.value=!1}async call(t,e,r){if(this.session===void 0&&await this.open(),this.session===void 0)throw new Error(this.failure.value?.message);let s=await this.session.call(t,e,r);return(t==="subscribe"||t==="unsubscribe")&&(this.subscribed.value=new Set(s.events)),s}async open(){if(!(this.session!==void 0||this.isOpening||b.state.value.kind!=="connected")){this.isOpening=!0;try{let t=await b.another();if(!this.isWanted){t.close();return}this.use(t),await this.discover(t)}catch(t){this.failure.value=P(t)}finally{this.isOpening=!1}}}use(t){this.session=t,this.isConnected.value=!0,this.subscribed.value=new Set,this.heard.clear(),t.onConnection(e=>{this.isConnected.value=e,e&&this.discover(t).catch(r=>this.failure.value=P(r))}),t.onClose(()=>{this.session=void 0,this.isConnected.value=!1})}async discover(t){let e=new rs(await t.rpcDiscover());e.notifications.filter(({name:r})=>!this.heard.has(r)).forEach(({name:r})=>this.listen(t,r)),this.contract.value=e,this.failure.value=void 0}listen(t,e){this.heard.add(e),t.on(e,r=>{let s={at:new Date,params:r,bytes:Tn(r)};this.pending.set(e,[s,...this.pending.get(e)??[]].slice(0,Kd)),this.timer??=setTimeout(()=>{this.timer=void 0,this.received.value=new Map(this.pending)},Yd)})}};function Tn(i){try{return Hr(i)}catch{return}}var mt=l.explorer,Ke=class extends m{constructor(){super();this.words=[];new N(this,[{key:"/",label:mt.searchKey,run:()=>this.input.focus()}])}render(){let{groups:e,notifications:r}=this.contract,n=[...[...e].map(([a,c])=>[a,c.map(p=>({...p,isUnsafe:p["x-safe"]===!1}))]),[mt.notifications,r.map(a=>({...a,isUnsafe:!1}))]].map(([a,c])=>[a,c.filter(p=>this.isFound(a,p))]).filter(([,a])=>a.length>0);return o`<div class="search"><input type="search" aria-label=${mt.search} placeholder=${`${mt.search} (/)`} @input=${this.search} /></div>
      <nav aria-label=${mt.list}>${n.map(([a,c])=>o`<h2>${a}</h2><ul>${c.map(p=>this.entry(p))}</ul>`)}</nav>
      ${n.length===0?o`<p class="muted" role="status">${mt.nothingFound}</p>`:u}`}entry({name:e,summary:r,isUnsafe:s}){return o`<li><a href=${W("explorer",e)} title=${r??""} aria-current=${e===this.current?"page":u}>
      ${e}${s?o`<span class="mark" title=${mt.changes}></span><span class="visually-hidden">${mt.changes}</span>`:u}
    </a></li>`}isFound(e,{name:r,summary:s="",description:n=""}){let a=`${e} ${r} ${s} ${n}`.toLowerCase();return this.words.every(c=>a.includes(c))}search(){this.words=this.input.value.toLowerCase().split(/\s+/).filter(Boolean)}};Ke.styles=[m.styles,f`
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
      .mark {
        margin-left: auto;
        width: 8px;
        height: 8px;
        flex: none;
        border: 2px solid var(--warn);
        border-radius: 2px;
      }
      p {
        padding: 12px 8px;
      }
      @media (pointer: coarse) {
        a {
          min-height: var(--tap);
        }
      }
    `],d([h({attribute:!1})],Ke.prototype,"contract",2),d([h({attribute:!1})],Ke.prototype,"current",2),d([w()],Ke.prototype,"words",2),d([M("input")],Ke.prototype,"input",2),Ke=d([g("rc-method-list")],Ke);var ue=l.explorer;function jt(i,t){let e=t.resolve(i);return i.$ref!==void 0&&e.title!==void 0?e.title:Ce(e).map(s=>s==="array"&&e.items?`array of ${jt(e.items,t)}`:s).join(" or ")||(e.const===void 0?ue.any:JSON.stringify(e.const))}function ss(i){return[..._o(i).map(e=>e.words),...i.default===void 0?[]:[ue.byDefault(JSON.stringify(i.default))]].join(", ")}function Eo(i,t){let e=_o(t).find(r=>!r.holds(i));return e&&ue.broken(e.words)}function _o(i){let t=(e,r,s)=>e===void 0?[]:[{words:r(e),holds:n=>typeof n!="number"||s(n,e)}];return[...t(i.minimum,ue.atLeast,(e,r)=>e>=r),...t(i.exclusiveMinimum,ue.moreThan,(e,r)=>e>r),...t(i.maximum,ue.atMost,(e,r)=>e<=r),...t(i.exclusiveMaximum,ue.lessThan,(e,r)=>e<r),...So(i.minLength,i.maxLength,ue.characters,e=>typeof e=="string"?[...e].length:void 0),...So(i.minItems,i.maxItems,ue.items,e=>Array.isArray(e)?e.length:void 0),...Jd(i.pattern)]}function So(i=0,t=1/0,e,r){if(i===0&&t===1/0)return[];let s=t===1/0?ue.atLeast(i):i===0?ue.atMost(t):`${i}\u2013${t}`;return[{words:e(s,t===1/0?i:t),holds:n=>Vd(r(n),i,t)}]}function Vd(i,t,e){return i===void 0||i>=t&&i<=e}function Jd(i){return i===void 0?[]:[{words:ue.matching(i),holds:t=>typeof t!="string"||new RegExp(i,"u").test(t)}]}var mr=l.explorer,Co="";function Po(){return{isJson:!1,fields:{},json:"{}"}}function Dn(i,t,e,r){let s={};for(let n of i.params){let a=t[n.name];if(a!==void 0){let c=r.resolve(n.schema);s[n.name]={type:Oo(a,c),text:typeof a=="string"?a:JSON.stringify(a,void 0,zt(c)?2:0)}}}return{isJson:e,fields:s,json:JSON.stringify(t,void 0,2)}}function Ro(i,t,e){let r=t.params.filter(({name:s,value:n})=>{let a=i.params.find(c=>c.name===s);return n!==null||a!==void 0&&Ce(e.resolve(a.schema)).includes("null")});return Object.fromEntries(r.map(({name:s,value:n})=>[s,n]))}function ns(i,t,e){if(t.isJson)return Xd(t.json);let r={params:{},faults:{}};for(let s of i.params){let n=Zd(s,t.fields[s.name],e.resolve(s.schema));n!==void 0&&"value"in n?r.params[s.name]=n.value:n!==void 0&&(r.faults[s.name]=n.fault)}return r}function Fn(i){return Ce(i)[0]??"object"}function zt(i){let t=Ce(i);return t.length===0||t.includes("array")||t.includes("object")}function Xd(i){let t=Mo(i.trim()||"{}");return"fault"in t?{params:{},faults:{[Co]:t.fault}}:typeof t.value=="object"&&t.value!==null&&!Array.isArray(t.value)?{params:t.value,faults:{}}:{params:{},faults:{[Co]:mr.notAnObject}}}function Zd(i,t,e){let r=t?.text??"",s=t?.type??Fn(e);if(s==="null")return{value:null};if(r.trim()==="")return i.required?{fault:mr.missing}:void 0;let n=zt(e)?Mo(r):Qd(r,s);if("fault"in n)return n;let a=Ce(e);if(zt(e)&&a.length>0&&!a.includes(Oo(n.value,e)))return{fault:mr.wrongType(a.join(", "))};let c=Eo(n.value,e);return c===void 0?n:{fault:c}}function Qd(i,t){switch(t){case"boolean":return{value:i==="true"};case"integer":case"number":{let e=Number(i);return Number.isFinite(e)?t==="integer"&&!Number.isInteger(e)?{fault:mr.badInteger}:{value:e}:{fault:mr.badNumber}}default:return{value:i}}}function Mo(i){try{return{value:JSON.parse(i)}}catch(t){return{fault:mr.badJson(t.message)}}}function Oo(i,t){let e=i===null?"null":Array.isArray(i)?"array":typeof i;return e==="number"&&Number.isInteger(i)&&Ce(t).includes("integer")?"integer":e}var ec=/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,tc=/^[A-Za-z_$][\w$]*$/;function Le(i){return JSON.stringify(i).replace(ec,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function as(i){return Array.isArray(i)?`[${i.map(as).join(", ")}]`:Nn(i)?`{${Object.entries(i).map(([t,e])=>`${Le(t)}: ${as(e)}`).join(", ")}}`:i===null?"None":i===!0?"True":i===!1?"False":Ln(i)}function os(i){if(Array.isArray(i))return`[${i.map(os).join(", ")}]`;if(Nn(i)){let t=Object.entries(i).map(([e,r])=>`${rc(e)}: ${os(r)}`);return t.length===0?"{}":`{ ${t.join(", ")} }`}return Ln(i)}function ls(i){return Array.isArray(i)?`[]any{${i.map(ls).join(", ")}}`:Nn(i)?`map[string]any{${Object.entries(i).map(([t,e])=>`${Le(t)}: ${ls(e)}`).join(", ")}}`:i===null?"nil":Ln(i)}function Ao(i){return`'${JSON.stringify(i).replaceAll("'","\\u0027")}'`}function rc(i){return i==="__proto__"?`[${Le(i)}]`:tc.test(i)?i:Le(i)}function Ln(i){return typeof i=="string"?Le(i):JSON.stringify(i)}function Nn(i){return typeof i=="object"&&i!==null}var In={curl:ic,Python:sc,TypeScript:nc,Go:ac};function ic(i,t,e){return`curl -sS ${i.replace(/^ws/,"http")} \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d ${Ao({jsonrpc:"2.0",id:1,method:t,params:e})}
`}function sc(i,t,e){let r=Object.entries(e).map(([s,n])=>`${s}=${as(n)}`);return`import os

from rpc_camera_client.sync import Session

with Session.connect(${Le(i)}, token=os.environ["TOKEN"]) as session:
    print(session.${t.replaceAll(".","_")}(${r.join(", ")}))
`}function nc(i,t,e){let r=t.replace(/[._](\w)/g,(n,a)=>a.toUpperCase()),s=Object.keys(e).length===0?"":os(e);return`import { Session } from "rpc-camera-client";

const session = await Session.connect(${Le(i)}, { token: process.env.TOKEN });
console.log(await session.${r}(${s}));
session.close();
`}function ac(i,t,e){return`package main

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
	session, err := rpccamera.Connect(ctx, ${Le(i)}, rpccamera.Options{Token: os.Getenv("TOKEN")})
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	params := ${ls(e)}
	var result json.RawMessage
	if err := session.Call(ctx, ${Le(t)}, params, &result); err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(result))
}
`}var oc=2e3,Ht=class extends m{constructor(){super(...arguments);this.text=()=>"";this.label=l.copy;this.isCopied=!1;this.timer=0}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer)}render(){return o`<button type="button" @click=${this.copy}>
      <rc-icon name=${this.isCopied?"check":"copy"}></rc-icon>${this.isCopied?l.copied:this.label}
    </button>`}async copy(){try{await lc(await this.text())}catch(e){O.fail(e);return}O.say(l.copied),this.isCopied=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>this.isCopied=!1,oc)}};d([h({attribute:!1})],Ht.prototype,"text",2),d([h()],Ht.prototype,"label",2),d([w()],Ht.prototype,"isCopied",2),Ht=d([g("rc-copy")],Ht);async function lc(i){if(isSecureContext){await navigator.clipboard.writeText(i);return}let t=document.createElement("textarea");t.value=i,t.className="offscreen",document.body.append(t);let e=document.activeElement;t.select(),document.execCommand("copy"),t.remove(),e instanceof HTMLElement&&e.focus()}var Do=2e3,ti=l.explorer,To="curl",ht=class extends m{constructor(){super(...arguments);this.method="";this.params={};this.language=To}render(){let e=JSON.stringify(this.params),r=JSON.parse(e,(n,a)=>b.isToken(a)?ti.hiddenToken:dc(a)?`${a.slice(0,Do)}\u2026`:a),s=In[this.language](b.url,this.method,r);return o`<div class="row">
        <div role="group" class="row" aria-label=${ti.language}>
          ${Object.keys(In).map(n=>o`<button type="button" aria-pressed=${n===this.language} @click=${()=>this.pick(n)}>${n}</button>`)}
        </div>
        <rc-copy .text=${()=>s}></rc-copy>
      </div>
      <pre tabindex="0" role="region" aria-label=${ti.code}>${s}</pre>
      <p class="muted">${ti.codeNote} ${JSON.stringify(r)===e?u:ti.codeShortened}</p>`}pick(e){this.language=To=e}};ht.styles=[m.styles,f`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      rc-copy {
        margin-left: auto;
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
    `],d([h()],ht.prototype,"method",2),d([h({attribute:!1})],ht.prototype,"params",2),d([w()],ht.prototype,"language",2),ht=d([g("rc-code")],ht);function dc(i){return typeof i=="string"&&i.length>Do}var cc=300,pc=48,qn=6e4,uc=2e4,mc=/^[A-Za-z0-9+/]+=*$/,hc=/("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g,Un=l.explorer;function fc(i){return JSON.stringify(i,(t,e)=>typeof e=="string"?gc(e):e,2)??""}function gc(i){if(i.length<=cc)return i;let t=i.slice(0,pc);return mc.test(i)?Un.base64(t,F(Math.floor(i.length*3/4))):Un.cut(t,i.length)}var ft=class extends m{constructor(){super(...arguments);this.label="";this.note=""}render(){let e=fc(this.value),r=e.slice(0,qn);return o`<div class="row head">
        <span class="label">${this.label}</span><span class="muted">${this.note}</span>
        <rc-copy .text=${()=>JSON.stringify(this.value,void 0,2)}></rc-copy>
      </div>
      <pre tabindex="0" role="region" aria-label=${this.label}>${r.length>uc?r:vc(r)}${e.length>qn?Un.cutWhole(e.length-qn):u}</pre>`}};ft.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],ft.prototype,"value",2),d([h()],ft.prototype,"label",2),d([h()],ft.prototype,"note",2),ft=d([g("rc-json")],ft);function vc(i){let t=[],e=0;for(let{0:r,1:s,2:n,index:a}of i.matchAll(hc)){t.push(i.slice(e,a));let c=s===void 0?"word":n===void 0?"text":"key";t.push(o`<span class=${c}>${r}</span>`),e=a+r.length}return[...t,i.slice(e)]}var gt=class extends m{constructor(){super(...arguments);this.opened=new Set}render(){let e=this.inner(this.schema),r=Object.entries(e.properties??{});if(r.length===0){let{additionalProperties:s}=e;return typeof s=="object"?o`<ul>${this.member("*",s,!0)}</ul>`:this.choices(e)}return o`<ul>${r.map(([s,n])=>this.member(s,n,e.required?.includes(s)===!0))}</ul>`}member(e,r,s){let n=this.contract.resolve(r),a=r.description??n.description,c=ss(n);return o`<li>
      <span class="name">${e}</span> <span class="type">${jt(r,this.contract)}${s?"":"?"}</span>
      ${a?o`<p class="muted">${T(a)}</p>`:u} ${c?o`<p class="muted">${c}</p>`:u}
      ${this.hasMore(r)?this.more(e,r):this.choices(this.inner(r))}
    </li>`}more(e,r){let s=this.opened.has(e);return o`<details ?open=${s} @toggle=${n=>this.toggle(e,n)}>
      <summary aria-label=${`${l.explorer.schema}: ${e}`}>${l.explorer.schema}</summary>
      ${s?o`<rc-schema .schema=${r} .contract=${this.contract}></rc-schema>`:u}
    </details>`}choices({enum:e=[]}){return e.length===0?u:o`<p class="choices">${e.map(r=>o`<code>${String(r)}</code>`)}</p>`}toggle(e,r){let s=new Set(this.opened);r.newState==="open"?s.add(e):s.delete(e),this.opened=s}inner(e){let r=this.contract.resolve(e);return r.items===void 0?r:this.inner(r.items)}hasMore(e){let{properties:r,additionalProperties:s}=this.inner(e);return r!==void 0||typeof s=="object"&&this.inner(s).properties!==void 0}};gt.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],gt.prototype,"schema",2),d([h({attribute:!1})],gt.prototype,"contract",2),d([w()],gt.prototype,"opened",2),gt=d([g("rc-schema")],gt);function Fo(i){let t={},e=i instanceof _?i.data.errors:void 0;for(let{path:r,message:s}of e??[]){let[,n="",...a]=r.split("/"),c=a.length===0?s:`${a.join("/")}: ${s}`;t[n]=t[n]===void 0?c:`${t[n]} ${c}`}return t}var bc=[["image/jpeg",[255,216,255]],["image/png",[137,80,78,71]],["image/gif",[71,73,70,56]],["image/bmp",[66,77]]],yc=100,Gt=class extends m{willUpdate(t){if(t.has("value")){this.forget();let e=wc(this.value);this.url=e&&URL.createObjectURL(e)}}disconnectedCallback(){super.disconnectedCallback(),this.forget()}render(){return this.url===void 0?u:o`<img src=${this.url} alt=${l.explorer.picture} @error=${()=>this.forget()} />`}forget(){this.url!==void 0&&(URL.revokeObjectURL(this.url),this.url=void 0)}};Gt.styles=[m.styles,f`
      img {
        display: block;
        max-width: 100%;
        max-height: 24rem;
        border-radius: var(--radius);
        background: var(--sunken);
      }
    `],d([h({attribute:!1})],Gt.prototype,"value",2),d([w()],Gt.prototype,"url",2),Gt=d([g("rc-answer-picture")],Gt);function wc(i){let t=i instanceof Uint8Array?i:xc(i),e=t&&bc.find(([,r])=>r.every((s,n)=>t[n]===s))?.[0];return e===void 0||t===void 0?void 0:new Blob([t],{type:e})}function xc(i){if(!(typeof i!="object"||i===null)){for(let t of Object.values(i))if(typeof t=="string"&&t.length>=yc)try{return Uint8Array.from(atob(t),e=>e.charCodeAt(0))}catch{}}}var vt=l.explorer,hr=class extends m{render(){let{method:t,params:e,tookS:r,error:s,result:n}=this.exchange;return o`${r===void 0?u:this.answer(s,n,vt.took(kc(r)))}
      <rc-json label=${vt.request} note=${vt.requestNote} .value=${{method:t,params:Lo(e)}}></rc-json>`}answer(t,e,r){if(t!==void 0){let n=j(t)?{message:vt.cancelled}:P(t);return o`<rc-failure .failure=${n}></rc-failure>
        ${t instanceof _?o`<rc-json label=${vt.answer} note=${r} .value=${{error:{code:t.code,message:t.message,data:t.data}}}></rc-json>`:u}`}let s=Tn(e);return o`<rc-answer-picture .value=${s??e}></rc-answer-picture>
      ${s===void 0?u:o`<p class="muted">${vt.bytes(F(s.length))}</p>`}
      <rc-json label=${vt.answer} note=${r} .value=${{result:$c(e)?Lo(e):e}}></rc-json>`}};hr.styles=[m.styles,f`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
    `],d([h({attribute:!1})],hr.prototype,"exchange",2),hr=d([g("rc-exchange")],hr);function $c(i){return typeof i=="object"&&i!==null&&!Array.isArray(i)}function Lo(i){return Object.fromEntries(Object.entries(i).map(([t,e])=>[t,b.isToken(e)?vt.hiddenToken:e]))}function kc(i){return i<1?`${Math.round(i*1e3)} ms`:`${i.toFixed(1)} s`}var Ye=class extends m{constructor(){super(...arguments);this.label="";this.choices=[];this.chosen=[]}render(){return o`<div role="group" aria-label=${this.label}>
      ${this.choices.map(([e,r])=>o`<label>
        <input type="checkbox" .checked=${this.chosen.includes(e)} @change=${()=>this.toggle(e)} />${r}
      </label>`)}
    </div>`}toggle(e){let s=this.chosen.includes(e)?this.chosen.filter(n=>n!==e):[...this.chosen,e];this.dispatchEvent(new CustomEvent("change",{detail:s}))}};Ye.shadowRootOptions={...m.shadowRootOptions,delegatesFocus:!0},Ye.styles=[m.styles,f`
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
    `],d([h()],Ye.prototype,"label",2),d([h({attribute:!1})],Ye.prototype,"choices",2),d([h({attribute:!1})],Ye.prototype,"chosen",2),Ye=d([g("rc-choices")],Ye);var bt=l.explorer,ri="control",Pe=class extends m{constructor(){super();this.chosen="";this.typed=e=>this.say({text:No(e),type:this.type});this.watch(x.list)}render(){let{param:e,contract:r}=this,s=r.resolve(e.schema),n=ss(s);return o`<div class="head">
        <label for=${ri}>${e.name}</label>
        <span class="type">${jt(e.schema,r)}</span>
        ${e.required?o`<span class="required">${bt.required}</span>`:u}
      </div>
      <div class="control">${this.typePicker(s)}${this.control(s)}</div>
      ${this.fault?o`<p class="fault" id="fault" role="alert">${this.fault}</p>`:u}
      <p class="muted" id="help">${T(e.description??s.description)} ${n?o`(${n})`:u}</p>
      ${zt(s)&&this.choices(s)===void 0?this.members():u}`}get type(){return this.draft?.type??Fn(this.contract.resolve(this.param.schema))}control(e){if(e.enum!==void 0)return this.select(e.enum.map(n=>[String(n),String(n)]));if(this.param.name==="camera"&&Ce(e).includes("string"))return this.cameraSelect();if(e.contentEncoding==="base64")return this.file();let r=this.choices(e);if(r!==void 0)return o`<rc-choices label=${this.param.name} .choices=${r} .chosen=${Sc(this.text)}
        @change=${({detail:n})=>this.say({text:n.length===0?"":JSON.stringify(n),type:"array"})}></rc-choices>`;if(zt(e))return o`<textarea id=${ri} class="grow" spellcheck="false" rows="3" aria-describedby=${this.describedBy}
        aria-invalid=${this.invalid} .value=${V(this.text)} @input=${this.typed}></textarea>`;if(this.type==="boolean")return this.select([["true","true"],["false","false"]]);let s=this.type==="integer"||this.type==="number";return o`<input id=${ri} spellcheck="false" autocomplete="off" inputmode=${s?"decimal":"text"}
      ?disabled=${this.type==="null"} placeholder=${e.default===void 0?"":JSON.stringify(e.default)}
      aria-describedby=${this.describedBy} aria-invalid=${this.invalid} .value=${V(this.type==="null"?"null":this.text)} @input=${this.typed} />`}choices({items:e}){let r=e&&this.contract.resolve(e).enum?.map(s=>[String(s),String(s)]);return this.param.name==="cameras"?this.cameraChoices():r}cameraChoices(){return(x.list.value??[]).map(({id:e,name:r})=>[e,`${r} (${e})`])}members(){return o`<details>
      <summary aria-label=${`${bt.schema}: ${this.param.name}`}>${bt.schema}</summary>
      <rc-schema .schema=${this.param.schema} .contract=${this.contract}></rc-schema>
    </details>`}get describedBy(){return this.fault?"fault help":"help"}get invalid(){return this.fault?"true":"false"}get text(){return this.draft?.text??""}typePicker(e){let r=Ce(e);return r.length<2||zt(e)?u:o`<select aria-label="${bt.type}: ${this.param.name}" @change=${s=>this.say({text:this.text,type:No(s)})}>
          ${r.map(s=>o`<option ?selected=${s===this.type}>${s}</option>`)}
        </select>`}select(e,r=bt.leftOut){return o`<select id=${ri} aria-describedby=${this.describedBy} aria-invalid=${this.invalid} @change=${this.typed}>
      <option value="" ?selected=${this.text===""}>${this.param.required?"":r}</option>
      ${e.map(([s,n])=>o`<option value=${s} ?selected=${s===this.text}>${n}</option>`)}
    </select>`}cameraSelect(){let e=this.cameraChoices(),r=this.text!==""&&!e.some(([s])=>s===this.text);return this.select(r?[...e,[this.text,bt.goneCamera(this.text)]]:e,bt.selectedCamera)}file(){return o`<div>
      <input id=${ri} type="file" aria-describedby=${this.describedBy} aria-invalid=${this.invalid} @change=${this.chose} />
      <p class="muted mono">${this.text===""?u:this.chosen||`${this.text.slice(0,32)}\u2026`}</p>
    </div>`}async chose(e){let r=e.target.files?.[0];r!==void 0&&(this.chosen=bt.chosenFile(r.name,F(r.size)),this.say({text:await Ec(r),type:"string"}))}say(e){this.dispatchEvent(new CustomEvent("change",{detail:e}))}};Pe.shadowRootOptions={...m.shadowRootOptions,delegatesFocus:!0},Pe.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],Pe.prototype,"param",2),d([h({attribute:!1})],Pe.prototype,"contract",2),d([h({attribute:!1})],Pe.prototype,"draft",2),d([h()],Pe.prototype,"fault",2),d([w()],Pe.prototype,"chosen",2),Pe=d([g("rc-param")],Pe);function Sc(i){try{let t=JSON.parse(i);return Array.isArray(t)?t:[]}catch{return[]}}function No(i){return i.target.value}async function Ec(i){let t=new FileReader;return await new Promise((e,r)=>{t.onload=e,t.onerror=()=>r(t.error),t.readAsDataURL(i)}),String(t.result).replace(/^[^,]*,/,"")}var J=l.explorer,_c=/^delete_/,ne=class extends m{constructor(){super(...arguments);this.faults={};this.onKey=e=>{e.key==="Enter"&&(e.ctrlKey||e.metaKey)&&this.submit(e)}}firstUpdated(){this.watch(this.explorer.isConnected)}disconnectedCallback(){super.disconnectedCallback(),this.giveUp?.abort()}render(){return o`<form novalidate @submit=${this.submit} @keydown=${this.onKey}>
        ${this.examples()} ${this.ways()} ${this.draft.isJson?this.wholeField():this.fields()}
        ${this.actions()}
      </form>
      ${this.exchange===void 0?u:o`<rc-exchange .exchange=${this.exchange}></rc-exchange>`}
      <dialog aria-labelledby="confirm">
        <form method="dialog">
          <h2 id="confirm">${J.confirm}</h2>
          <p>${J.confirmLead(this.method.name)}</p>
          <div class="row">
            <button type="button" class="danger" @click=${this.confirmed}>${J.confirmGo}</button>
            <button autofocus>${l.cancel}</button>
          </div>
        </form>
      </dialog>`}examples(){let e=(this.method.examples??[]).filter(({params:s})=>s.length>0),r=(this.method["x-error-examples"]??[]).filter(({params:s})=>Object.keys(s).length>0);return this.method.params.length===0||e.length+r.length===0?u:o`<div class="row examples"><span class="label">${J.fill}</span>
      ${e.map(s=>o`<button type="button" @click=${()=>this.fill(s)}>${s.name}</button>`)}
      ${r.map(({name:s,params:n})=>o`<button type="button" @click=${()=>this.put(n)}>${s}</button>`)}
    </div>`}ways(){return this.method.params.length===0?o`<p class="muted">${J.noParams}</p>`:o`<div role="group" class="row" aria-label=${J.how}>
          ${[!1,!0].map(e=>o`<button type="button" aria-pressed=${this.draft.isJson===e} @click=${()=>this.switch(e)}>
            ${e?J.asJson:J.asForm}</button>`)}
        </div>`}fields(){return o`<div class="fields">${this.method.params.map(e=>o`<rc-param .param=${e} .contract=${this.contract}
      .draft=${this.draft.fields[e.name]} .fault=${this.faults[e.name]}
      @change=${({detail:r})=>this.change(e.name,r)}></rc-param>`)}</div>`}wholeField(){let e=Object.entries(this.faults);return o`<div>
      <label for="whole">${J.params}</label>
      <textarea id="whole" spellcheck="false" aria-invalid=${e.length>0} aria-describedby="faults" .value=${this.draft.json}
        @input=${r=>this.say({...this.draft,json:r.target.value})}></textarea>
      <div id="faults" role="alert">${e.map(([r,s])=>o`<p class="fault">${r?o`<code>${r}</code>: `:u}${s}</p>`)}</div>
    </div>`}actions(){let e=!this.explorer.isConnected.value,r=this.isBusy;return o`<div class="row">
        <button class="primary" title=${J.sendKey} ?disabled=${e||r} aria-describedby="state">${J.send}</button>
        ${r?o`<button type="button" @click=${()=>this.giveUp?.abort()}>${l.cancel}</button>`:u}
        <span class="muted" id="state">${e?J.lost:r?this.progressWords():u}</span>
        ${r&&this.progress?.total?o`<progress aria-label=${this.progress.stage} max=${this.progress.total} value=${this.progress.done}></progress>`:u}
      </div>`}get isBusy(){return this.exchange!==void 0&&this.exchange.tookS===void 0}progressWords(){if(this.progress===void 0)return J.sending;let{stage:e,done:r,total:s,unit:n}=this.progress,a=c=>n==="bytes"?F(c):`${Math.round(c*10)/10}`;return`${e}: ${a(r)}${s==null?"":` / ${a(s)}`} ${n==="bytes"?"":n}`}fill(e){this.put(Ro(this.method,e,this.contract))}put(e){this.say(Dn(this.method,e,this.draft.isJson,this.contract)),this.faults={}}switch(e){let{params:r,faults:s}=this.reading();e!==this.draft.isJson&&(this.faults=""in s?s:{},this.say(""in s?this.draft:Dn(this.method,r,e,this.contract)))}change(e,r){let{[e]:s,...n}=this.faults;this.faults=n,this.say({...this.draft,fields:{...this.draft.fields,[e]:r}})}reading(){return ns(this.method,this.draft,this.contract)}say(e){this.dispatchEvent(new CustomEvent("change",{detail:e}))}submit(e){if(e.preventDefault(),this.isBusy||!this.explorer.isConnected.value)return;let{params:r,faults:s}=this.reading();this.faults=s,Object.keys(s).length>0?this.showFault():_c.test(this.method.name)?this.dialog.showModal():this.send(r)}confirmed(){this.dialog.close(),this.send(this.reading().params)}async send(e){let{name:r}=this.method,s=this.giveUp=new AbortController,n=performance.now(),a=()=>(performance.now()-n)/1e3;this.progress=void 0,this.exchange={method:r,params:e};try{let c=await this.explorer.call(r,e,{signal:s.signal,onProgress:p=>this.progress=p});this.exchange={method:r,params:e,tookS:a(),result:c}}catch(c){this.exchange={method:r,params:e,tookS:a(),error:c},this.faults=Fo(c),await this.showFault()}O.say(`${J.answer} ${J.took(`${a().toFixed(1)} s`)}`)}async showFault(){await this.updateComplete;let e=this.method.params.findIndex(({name:r})=>r in this.faults);this.renderRoot.querySelectorAll("rc-param")[e]?.focus()}};ne.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],ne.prototype,"method",2),d([h({attribute:!1})],ne.prototype,"contract",2),d([h({attribute:!1})],ne.prototype,"explorer",2),d([h({attribute:!1})],ne.prototype,"draft",2),d([w()],ne.prototype,"faults",2),d([w()],ne.prototype,"exchange",2),d([w()],ne.prototype,"progress",2),d([M("dialog")],ne.prototype,"dialog",2),ne=d([g("rc-try")],ne);var me=l.explorer,Ne=class extends m{render(){let{method:t,contract:e}=this,r=this.draft??this.drafts.get(t.name)??Po(),s=t["x-safe"];return o`<header>
        <div class="row">
          <h1>${t.name}</h1>
          ${s===void 0?u:o`<span class="badge ${s?"":"changes"}" title=${s?me.safeWhy:me.changesWhy}>${s?me.safe:me.changes}</span>`}
        </div>
        <p>${T(t.summary)}</p>
        ${t.description?o`<p class="muted">${T(t.description)}</p>`:u}
      </header>
      <div class="halves">
        <div class="half">
          <section class="card" aria-label=${me.tryIt}><h2>${me.tryIt}</h2>
            <rc-try .method=${t} .contract=${e} .explorer=${this.explorer} .draft=${r} @change=${this.keep}></rc-try>
          </section>
          <section class="card"><h2>${me.code}</h2>
            <rc-code method=${t.name} .params=${ns(t,r,e).params}></rc-code>
          </section>
        </div>
        <div class="half">${this.result()} ${this.errors()}</div>
      </div>`}result(){let{result:t,examples:e=[]}=this.method;return t===void 0?u:o`<section class="card"><h2>${me.result}</h2>
          <p class="muted"><code>${jt(t.schema,this.contract)}</code> ${T(t.description)}</p>
          <rc-schema .schema=${t.schema} .contract=${this.contract}></rc-schema>
          ${e.map(({name:r,description:s,result:n})=>n===void 0?u:this.folded(`${me.exampleResult}: ${r}`,n.value,s))}
        </section>`}errors(){let t=this.contract.errorsOf(this.method),e=this.method["x-error-examples"]??[];return o`<section class="card"><h2>${me.errors}</h2>
      <ul class="errors">${t.map(r=>this.error(r))}</ul>
      ${e.map(({name:r,error:s})=>this.folded(`${me.exampleError}: ${r}`,s))}
    </section>`}error({code:t,message:e,data:r}){return o`<li>
      <code>${r?.name??t}</code> ${r===void 0?u:o`<span class="muted mono">${t}</span>`}
      <p>${e}${r?.retryable?o` <span class="muted">(${me.retryable})</span>`:u}</p>
      ${r===void 0?u:o`<p class="muted">${T(r.remedy)}</p>`}
    </li>`}folded(t,e,r=""){return o`<details><summary>${t}</summary><rc-json label=${t} note=${r} .value=${e}></rc-json></details>`}keep({detail:t}){this.draft=t,this.drafts.set(this.method.name,t)}};Ne.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],Ne.prototype,"method",2),d([h({attribute:!1})],Ne.prototype,"contract",2),d([h({attribute:!1})],Ne.prototype,"explorer",2),d([h({attribute:!1})],Ne.prototype,"drafts",2),d([w()],Ne.prototype,"draft",2),Ne=d([g("rc-method")],Ne);var Ie=l.explorer,qe=class extends m{constructor(){super(...arguments);this.isBusy=!1}firstUpdated(){this.watch(this.explorer.received,this.explorer.subscribed,this.explorer.isConnected)}render(){let{kind:e,contract:r}=this,s=this.explorer.received.value.get(e.name)??[];return o`<header>
        <h1>${e.name}</h1>
        <p>${T(e.summary)}</p>
        ${e.description?o`<p class="muted">${T(e.description)}</p>`:u}
        ${this.subscription()}
        <rc-failure .failure=${this.failure}></rc-failure>
      </header>
      <div class="halves">
        <section class="card"><h2>${Ie.received}</h2>
          ${s.length===0?o`<p class="muted">${Ie.noneReceived}</p>`:u}
          <div class="received">${s.map((n,a)=>this.received(n,a===0))}</div>
        </section>
        <div class="half">
          <section class="card"><h2>${Ie.schema}</h2><rc-schema .schema=${e.params} .contract=${r}></rc-schema></section>
          ${(e.examples??[]).map(({params:n})=>o`<section class="card"><rc-json label=${Ie.example} .value=${{method:e.name,params:n}}></rc-json></section>`)}
        </div>
      </div>`}received({at:e,params:r,bytes:s},n){return o`<div>
      ${n?o`<rc-answer-picture .value=${s??r}></rc-answer-picture>`:u}
      <rc-json label=${ke(e)} .value=${r}></rc-json>
    </div>`}subscription(){if(!this.contract.subscribable.has(this.kind.name))return o`<p class="muted">${Ie.notSubscribable}</p>`;let e=this.explorer.subscribed.value.has(this.kind.name),r=!this.explorer.isConnected.value;return o`<div class="row">
      <button class=${e?"":"primary"} ?disabled=${r||this.isBusy} aria-describedby="state" @click=${()=>this.subscribe(!e)}>
        ${e?Ie.unsubscribe:Ie.subscribe}
      </button>
      <span class="muted" id="state" role="status">${r?Ie.lost:e?Ie.subscribed:Ie.notSubscribed}</span>
    </div>`}async subscribe(e){this.isBusy=!0,this.failure=void 0;try{await this.explorer.call(e?"subscribe":"unsubscribe",{events:[this.kind.name]},{})}catch(r){this.failure=P(r)}finally{this.isBusy=!1}}};qe.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],qe.prototype,"kind",2),d([h({attribute:!1})],qe.prototype,"contract",2),d([h({attribute:!1})],qe.prototype,"explorer",2),d([w()],qe.prototype,"failure",2),d([w()],qe.prototype,"isBusy",2),qe=d([g("rc-notification")],qe);var Wt=l.explorer,Cc=new Map,fr=class extends m{constructor(){super();this.explorer=new is;this.watch(this.explorer.contract,this.explorer.failure)}connectedCallback(){super.connectedCallback(),this.explorer.start()}disconnectedCallback(){super.disconnectedCallback(),this.explorer.end()}render(){let e=this.explorer.contract.value;if(e===void 0){let r=this.explorer.failure.value;return o`<div class="note">${r===void 0?o`<p class="muted" role="status">${Wt.loading}</p>`:o`<rc-failure .failure=${r}></rc-failure>`}</div>`}return o`${this.method===void 0?o`<h1 class="visually-hidden">${Wt.title}</h1>`:u}
    <div class="halves ${this.method===void 0?"":"chosen"}">
      <rc-method-list .contract=${e} .current=${this.method}></rc-method-list>
      ${_i(this.method,o`<div class="page"><div class="inner">
        ${this.method===void 0?u:o`<a class="button back" href=${W("explorer")}><rc-icon name="previous"></rc-icon>${Wt.back}</a>`}
        ${this.page(e)}
      </div></div>`)}
    </div>`}page(e){if(this.method===void 0)return this.lead(e);let r=e.method(this.method),s=e.notification(this.method);return r!==void 0?o`<rc-method .method=${r} .contract=${e} .explorer=${this.explorer} .drafts=${Cc}></rc-method>`:s!==void 0?o`<rc-notification .kind=${s} .contract=${e} .explorer=${this.explorer}></rc-notification>`:o`<rc-empty icon="explorer" heading=${Wt.unknown(this.method)}></rc-empty>`}lead({info:e,methods:r,notifications:s,servers:n,groups:a}){return o`<div class="lead">
      <h2>${Wt.pick}</h2>
      <p>${Wt.lead(r.length,s.length)}</p>
      <p class="muted">${e.title} ${e.version}</p>
      <dl>${n.map(({name:c,url:p})=>o`<dt class="muted">${c}</dt><dd class="mono">${p}</dd>`)}</dl>
      <p>${Wt.documents} <a href="openrpc.json">openrpc.json</a>, <a href="schemas/">schemas/</a></p>
      ${[...a].map(([c,p])=>o`<h3>${c}</h3>
        <dl class="overview">${p.map(({name:v,summary:S})=>o`<dt><a class="mono" href=${W("explorer",v)}>${v}</a></dt><dd>${T(S)}</dd>`)}</dl>`)}
    </div>`}};fr.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],fr.prototype,"method",2),fr=d([g("rc-explorer-view")],fr);var ds=2e3,Pc=1e3,jn=class{constructor(){this.lines=new k([]);this.isComplete=new k(!1);this.failure=new k(void 0);this.isStarted=!1;this.lastSeq=0;this.lastKey=0;this.isReading=!1;this.isToReadAgain=!1}start(){this.isStarted||(this.isStarted=!0,b.session.subscribe(()=>this.follow(b.session.value)),this.follow(b.session.value))}follow(t){this.session=t,this.lines.value=[],this.logId=void 0,this.lastSeq=0,this.isComplete.value=!1,t!==void 0&&(t.onConnection(e=>{t===this.session&&(this.isComplete.value=!1,e&&this.read(t))}),t.onEventsMissed(()=>{this.read(t)}),this.listen(t))}async listen(t){try{let{events:e}=await t.getServerInfo();e.forEach(r=>t.on(r,s=>this.hear(t,r,s)))}catch(e){this.failure.value=P(e)}await this.read(t)}hear(t,e,r){t===this.session&&(this.isComplete.value&&r.seq===this.lastSeq+1?(this.lastSeq=r.seq,this.add([this.lineOf(r.seq,e,r)])):(!this.isComplete.value||r.seq>this.lastSeq)&&this.read(t))}async read(t){if(this.isReading){this.isToReadAgain=!0;return}this.isReading=!0;try{do this.isToReadAgain=!1,await this.readToTheEnd(t);while(this.isToReadAgain&&t===this.session);this.isComplete.value=t===this.session,this.failure.value=void 0}catch(e){this.failure.value=t.isConnected?P(e):void 0}finally{this.isReading=!1}t!==this.session&&this.session!==void 0&&await this.read(this.session)}async readToTheEnd(t){for(let e=!0;e;){let r=this.logId===void 0?{}:{log_id:this.logId},s=await t.getEvents({since:this.lastSeq,limit:Pc,...r});if(t!==this.session)return;this.take(s),e=s.more}}take({log_id:t,events:e,gap:r,last_seq:s}){let n=this.gapWords(t,r,e[0]?.seq);this.add(n===void 0?[]:[{key:++this.lastKey,gap:n}]),this.add(e.map(({seq:a,event:c,params:p})=>this.lineOf(a,c,p))),this.logId=t,this.lastSeq=e.at(-1)?.seq??s}gapWords(t,e,r){return this.logId!==void 0&&this.logId!==t?l.log.restarted:e?l.log.forgotten(r):void 0}lineOf(t,e,r){let{at:s,camera:n}=r;return{key:++this.lastKey,seq:t,at:s,name:e,camera:n,params:r}}add(t){t.length>0&&(this.lines.value=[...t.toReversed(),...this.lines.value].slice(0,ds))}},he=new jn;var Rc=l.log;function br(i){let t=Uo(i.error);return{text:[Mc(i),qo(i),Oc(i),Ac(i),Tc(i),vr(i.reason),t?.message].filter(Boolean).join(" \xB7 "),...t?.remedy?{remedy:t.remedy}:{},isBad:t!==void 0||i.state==="lost"||i.state==="failed"}}function Mc({name:i,value:t}){return typeof i=="string"&&t!==void 0?`${i}: ${typeof t=="string"?t:JSON.stringify(t)}`:void 0}function qo({file:i,path:t,files:e,origin:r}){let s=Io(i),n=Array.isArray(e)?e.map(Io).filter(Boolean).join(", "):void 0,a=vr(t),c=[s??n,a].filter(Boolean).join(" \u2192 ");return c&&typeof r=="string"?`${c} (${r})`:c}function Oc({state:i,previous:t}){return typeof i!="string"?void 0:typeof t=="string"?`${t} \u2192 ${i}`:i}function Ac({frames:i,frames_taken:t}){return typeof t=="number"?Rc.frames(t,typeof i=="number"?i:void 0):void 0}function Tc({info:i,manifest:t}){let r=(gr(t)&&Array.isArray(t.cameras)?t.cameras.filter(gr):[]).map(({camera:s,error:n,files:a})=>`${s}: ${Uo(n)?.message??qo({files:a})}`);return gr(i)?vr(i.name):r.join(" \xB7 ")}function Uo(i){let t=gr(i)?vr(i.message):void 0;return t===void 0||!gr(i)?void 0:{message:t,remedy:vr(i.remedy)}}function Io(i){return gr(i)?vr(i.path):void 0}function vr(i){return typeof i=="string"&&i!==""?i:void 0}function gr(i){return typeof i=="object"&&i!==null}function zn(i,{words:t,name:e,camera:r}){return i.filter(s=>"gap"in s?!0:(e===""||s.name===e)&&(r===""||s.camera===r)&&(t.length===0||Dc(`${s.name} ${br(s.params).text} ${JSON.stringify(s.params)}`,t)))}function Hn(i,t){let e=i.map(r=>"gap"in r?void 0:r[t]).filter(r=>r!==void 0);return[...new Set(e)].sort()}function Dc(i,t){let e=i.toLowerCase();return t.every(r=>e.includes(r))}var yt=class extends m{constructor(){super(...arguments);this.isOpen=!1}render(){let{line:e}=this;if("gap"in e)return o`<p class="gap"><rc-icon name="warning"></rc-icon>${e.gap}</p>`;let{text:r,remedy:s,isBad:n}=br(e.params);return o`<details @toggle=${a=>this.isOpen=a.newState==="open"}>
      <summary>
        <time datetime=${e.at} title=${lr(e.at)}>${ke(e.at)}</time>
        <span class="name">${e.name}</span>
        <span class="camera" title=${e.camera??""}>${this.cameraName??e.camera}</span>
        <span class="text ${n?"bad":""}">${n?o`<rc-icon name="warning"></rc-icon> `:u}${r}
          ${s?o`<br /><span class="muted">${T(s)}</span>`:u}</span>
      </summary>
      ${this.isOpen?o`<rc-json label=${l.log.raw(e.seq)} .value=${e.params}></rc-json>
          <p class="about"><a href=${W("explorer",e.name)}>${l.log.about(e.name)}</a></p>`:u}
    </details>`}};yt.styles=[m.styles,f`
      :host {
        border-bottom: 1px solid var(--line);
        font-size: 0.92rem;
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
    `],d([h({attribute:!1})],yt.prototype,"line",2),d([h()],yt.prototype,"cameraName",2),d([w()],yt.prototype,"isOpen",2),yt=d([g("rc-event")],yt);var Fc=30,Lc=20;function zo(i,t){let e=t.filter(r=>"gap"in r||br(r.params).isBad);return[...ii("Service",i===void 0?["no answer"]:Nc(i)),...ii("Page",[`connection: ${b.state.value.kind}`,`browser: ${navigator.userAgent}`,`now: ${new Date().toISOString()}`]),...ii("Cameras",Ic()),...ii("Last failures",e.slice(0,Lc).map(jo)),...ii("Last events",t.slice(0,Fc).map(jo))].join(`
`)}function ii(i,t){return[`## ${i}`,...t.length===0?["none"]:t,""]}function Nc(i){return[`${i.name} ${i.version}, API ${i.api_version}`,`libgphoto2 ${i.libgphoto2_version}, python-gphoto2 ${i.gphoto2_version}, Python ${i.python_version}`,`started: ${i.started_at}`,`limits: ${JSON.stringify(i.limits)}`]}function Ic(){return(x.list.value??[]).flatMap(({id:i,name:t,port:e,state:r,state_reason:s,abilities:n})=>{let a=x.details.value.get(i);return[`${t} (${i}) at ${e}: ${r}${s===void 0?"":`, ${s}`}`,`  abilities: ${n.join(", ")}`,...a===void 0?[]:[`  lens: ${a.lens??"unknown"}, battery: ${a.battery_percent??"unknown"} %`]]})}function jo(i){return"gap"in i?`(${i.gap})`:`${i.at} ${i.name} ${JSON.stringify(i.params)}`}var wt=l.log,Bt=class extends m{constructor(){super();this.stop=()=>{};this.watch(b.state,x.list,x.details)}connectedCallback(){super.connectedCallback(),this.stop=b.state.subscribe(()=>{this.ask()}),this.ask()}disconnectedCallback(){super.disconnectedCallback(),this.stop()}render(){return o`<h2>${wt.server}</h2>
      ${this.failure===void 0?u:o`<rc-failure .failure=${this.failure}></rc-failure>`}
      ${this.info===void 0?u:this.facts(this.info)}
      <section><h3>${wt.cameras}</h3>${this.cameras()}</section>
      ${this.info===void 0?u:o`<section><h3>${wt.limits}</h3>${this.limits(this.info.limits)}</section>`}
      <div><rc-copy label=${wt.copyReport} .text=${()=>zo(this.info,he.lines.value)}></rc-copy></div>
      <p class="muted">${wt.copyReportLead}</p>`}facts(e){return o`<dl>
      <dt>${wt.connection}</dt><dd>${wt.connectionStates[b.state.value.kind]}</dd>
      <dt>${e.name}</dt><dd>${e.version} (API ${e.api_version})</dd>
      <dt>libgphoto2</dt><dd>${e.libgphoto2_version}</dd>
      <dt>python-gphoto2</dt><dd>${e.gphoto2_version}</dd>
      <dt>Python</dt><dd>${e.python_version}</dd>
      <dt>${wt.started}</dt><dd><time datetime=${e.started_at}>${lr(e.started_at)}</time></dd>
    </dl>`}cameras(){let e=x.list.value??[];return e.length===0?o`<p class="muted">${l.cameras.none}</p>`:o`<ul>${e.map(({id:r,name:s,port:n,state:a,state_reason:c})=>o`<li>
          ${s}: <strong class=${a}>${l.cameras.states[a]}</strong>
          ${c?o`<p>${c}</p>`:u}
          <p class="muted">${r}, ${n}</p>
        </li>`)}</ul>`}limits(e){return o`<dl>${Object.entries(e).map(([r,s])=>o`<dt>${r}</dt><dd>${r.endsWith("_bytes")?F(s):s}</dd>`)}</dl>`}async ask(){if(b.state.value.kind==="connected")try{this.info=await C().getServerInfo(),this.failure=void 0}catch(e){this.failure=P(e)}}};Bt.styles=[m.styles,f`
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
    `],d([w()],Bt.prototype,"info",2),d([w()],Bt.prototype,"failure",2),Bt=d([g("rc-server-state")],Bt);var q=l.log,cs=200,fe=class extends m{constructor(){super();this.filter={words:[],name:"",camera:""};this.isPaused=!1;this.most=cs;this.isWide=matchMedia("(min-width: 1101px)").matches;this.width=matchMedia("(min-width: 1101px)");this.pause=()=>{this.isPaused=!this.isPaused,this.hold()};this.scrolled=()=>this.hold();this.goOn=()=>{this.isPaused=!1,this.list.scrollTop=0,this.hold()};this.onWidth=()=>{this.isWide=this.width.matches};this.watch(he.lines,he.isComplete,he.failure,x.list),new N(this,[{key:"/",label:q.searchKey,run:()=>this.input.focus()},{key:"p",label:q.pauseKey,run:()=>this.pause()}])}connectedCallback(){super.connectedCallback(),this.width.addEventListener("change",this.onWidth),he.start()}disconnectedCallback(){super.disconnectedCallback(),this.width.removeEventListener("change",this.onWidth)}render(){let e=he.lines.value,r=zn(this.held??e,this.filter);return o`<div class="halves">
      <section class="log" aria-label=${q.events}>
        <h1 class="visually-hidden">${l.views.log}</h1>
        ${this.tools(e)}
        <div class="list" tabindex="0" role="region" aria-label=${q.list} @scroll=${this.scrolled}>
          ${this.held===void 0?u:this.fresh(e,this.held)}
          ${he.failure.value===void 0?u:o`<rc-failure .failure=${he.failure.value}></rc-failure>`}
          ${B(r.slice(0,this.most),({key:s})=>s,s=>o`<rc-event .line=${s} .cameraName=${"gap"in s?void 0:x.find(s.camera)?.name}></rc-event>`)}
          ${this.foot(r,e)}
        </div>
      </section>
      <details class="state" ?open=${this.isWide}><summary>${q.server}</summary><rc-server-state></rc-server-state></details>
    </div>`}tools(e){return o`<div class="tools row">
      <input type="search" aria-label=${q.search} placeholder=${`${q.search} (/)`} @input=${this.search} />
      ${this.select(q.kind,q.allKinds,"name",Hn(e,"name"))}
      ${this.select(q.camera,q.allCameras,"camera",Hn(e,"camera"))}
      <button aria-pressed=${this.isPaused} title=${q.pauseKey} @click=${this.pause}>${q.pause}</button>
    </div>`}select(e,r,s,n){let a=this.filter[s],c=p=>s==="camera"?x.find(p)?.name??p:p;return o`<select aria-label=${e} @change=${p=>this.narrow({[s]:p.target.value})}>
      <option value="" ?selected=${a===""}>${r}</option>
      ${n.map(p=>o`<option value=${p} ?selected=${p===a}>${c(p)}</option>`)}
    </select>`}fresh(e,r){let s=r[0]?.key??0,n=zn(e.filter(({key:a})=>a>s),this.filter).length;return n===0?u:o`<div class="new"><button class="primary" @click=${this.goOn}>${q.fresh(n)}</button></div>`}foot(e,r){let s=e.length-this.most;return o`<div class="foot muted" role="status">
      ${s>0?o`<button @click=${()=>this.most+=cs}>${q.older(Math.min(s,cs))}</button>`:u}
      ${e.length===0?he.isComplete.value?r.length===0?q.none:q.noneFound:q.loading:u}
      ${r.length>=ds?q.bounded(ds):u}
    </div>`}search(){this.narrow({words:this.input.value.toLowerCase().split(/\s+/).filter(Boolean)})}narrow(e){this.filter={...this.filter,...e},this.most=cs}hold(){let e=this.isPaused||this.list.scrollTop>0;this.held=e?this.held??he.lines.value:void 0}};fe.styles=[m.styles,f`
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
    `],d([w()],fe.prototype,"filter",2),d([w()],fe.prototype,"held",2),d([w()],fe.prototype,"isPaused",2),d([w()],fe.prototype,"most",2),d([w()],fe.prototype,"isWide",2),d([M(".list")],fe.prototype,"list",2),d([M("input")],fe.prototype,"input",2),fe=d([g("rc-log-view")],fe);var si=256e6,Gn=class{constructor(){this.kept=new Map}async get(t,e,r,s){let n=`${t} ${e}`,a=this.kept.get(n)??await C().downloadBlob(e,{camera:t,signal:r,onProgress:({done:c,total:p})=>s(c,p??0)});return this.kept.delete(n),this.kept.set(n,a),this.shrink(),a}forget(t,e){e.forEach(r=>this.kept.delete(`${t} ${r}`))}clear(){this.kept.clear()}shrink(){let t=[...this.kept.values()].reduce((e,{size:r})=>e+r,0);for(let[e,{size:r}]of this.kept){if(t<=si)break;this.kept.delete(e),t-=r}}},yr=new Gn;var Ho=["jpeg","heif","image","raw","video","other"];function ae({mime_type:i}){return i==="image/jpeg"?"jpeg":/^image\/(hei[fc]|avif)/.test(i)?"heif":i.startsWith("image/x-")?"raw":i.startsWith("image/")?"image":i.startsWith("video/")?"video":"other"}function Ve(i){let t=/\.([^.]+)$/.exec(i.filename)?.[1]?.toUpperCase()??"";return t==="JPG"?"JPEG":t}function Wn({files:i}){return i.map(Ve).join(" + ")}function Je({files:i}){return i[0].filename.replace(/(?!^)\.[^.]+$/,"")}function Go({files:i}){return i.reduce((t,{size_bytes:e})=>t+(e??0),0)}function Bn(i,t){let e=new Map;for(let r of i){let s=qc(r),n=e.get(s);n===void 0?e.set(s,[r]):n.push(r)}return[...e].map(([r,s])=>Uc(r,s,t)).sort(jc)}function qc(i){return["video","other"].includes(ae(i))?i.path:i.path.replace(/\.[^./]+$/,"")}function Uc(i,t,e){t.sort((s,n)=>Ho.indexOf(ae(s))-Ho.indexOf(ae(n)));let r=t.flatMap(({modified_at:s})=>s===void 0?[]:[Date.parse(s)]);return{key:i,files:t,at:r.length>0?Math.min(...r):void 0,arrival:Math.min(...t.map(({path:s})=>e.get(s)??0))}}function jc(i,t){return t.arrival-i.arrival||(t.at??0)-(i.at??0)||(i.key<t.key?1:-1)}var zc=3,Hc=1e3,Gc=2e3,Kn=class{constructor(){this.changed=new k(0);this.kept=new Map;this.running=new Map;this.camera="";this.wanted=[]}get(t,e){let r=ps(t,e),s=this.kept.get(r);return s!==void 0&&(this.kept.delete(r),this.kept.set(r,s)),s}want(t,e){let r=new Set(t===this.camera?this.wanted:[]);this.camera=t,this.wanted=[...e.filter(n=>!r.has(n)),...e.filter(n=>r.has(n))];let s=new Set(e.map(n=>ps(t,n)));this.running.forEach((n,a)=>{s.has(a)||(n.abort(),this.running.delete(a))}),this.fetchNext()}forget(t,e){for(let r of e){let s=ps(t,r);this.running.get(s)?.abort(),this.running.delete(s),this.drop(s)}}clear(){this.want("",[]),[...this.kept.keys()].forEach(t=>this.drop(t))}fetchNext(){for(let t of this.wanted){if(this.running.size>=zc)return;let e=ps(this.camera,t);!this.kept.has(e)&&!this.running.has(e)&&this.fetch(this.camera,t,e)}}async fetch(t,e,r){let s=new AbortController;this.running.set(r,s);try{let{image_base64:n,mime_type:a}=await C().getThumbnail({path:e,camera:t},{signal:s.signal}),c=Uint8Array.from(atob(n),p=>p.charCodeAt(0));this.keep(r,URL.createObjectURL(new Blob([c],{type:a})))}catch(n){if(j(n))return;!(n instanceof _)||n.retryable?await new Promise(a=>setTimeout(a,Gc)):this.keep(r,null)}this.running.get(r)===s&&(this.running.delete(r),this.fetchNext())}keep(t,e){this.drop(t),this.kept.set(t,e);for(let r of this.kept.keys()){if(this.kept.size<=Hc)break;this.drop(r)}this.changed.value+=1}drop(t){let e=this.kept.get(t);typeof e=="string"&&URL.revokeObjectURL(e),this.kept.delete(t)}},ge=new Kn;function ps(i,t){return`${i} ${t}`}var Wo=/\/DCIM\/[^/]+$/,us=class{constructor(t){this.camera=t;this.shots=new k(void 0);this.failure=new k(void 0);this.progress=new k(void 0);this.folders=[];this.files=new Map;this.arrivals=new Map;this.came=new Set;this.went=new Set;this.lastArrival=0;this.viewers=0;this.isStale=!0;this.isListing=!1;this.isDrawing=!1}get newestFolder(){let t=this.shots.value?.find(({key:e})=>Wo.test(e.slice(0,e.lastIndexOf("/"))))?.files[0].path;return t?.slice(0,t.lastIndexOf("/"))??this.folders.filter(e=>Wo.test(e)).sort().at(-1)}watch(){return this.viewers+=1,this.isStale&&this.refresh(),()=>{this.viewers-=1}}invalidate(){this.isStale=!0,this.viewers>0&&this.refresh()}async refresh(){if(this.isStale=!0,!this.isListing){this.isListing=!0;try{for(;this.isStale;)this.isStale=!1,await this.list();this.failure.value=void 0}catch(t){this.isStale=!0,this.failure.value=P(t)}finally{this.isListing=!1}}}add(t,e){this.came.add(t.path),this.went.delete(t.path),this.arrivals.set(t.path,++this.lastArrival),this.files.set(t.path,{...t,modified_at:e}),this.forget([t.path]),this.draw(),this.ask(t.path)}remove(t){for(let e of t)this.went.add(e),this.came.delete(e),this.files.delete(e),this.arrivals.delete(e);this.forget(t),this.draw()}forget(t){ge.forget(this.camera,t),yr.forget(this.camera,t)}async list(){[this.came,this.went]=[new Set,new Set];let t=this.shots.value!==void 0?{}:{onProgress:({done:a,total:c})=>{this.progress.value={done:a,total:c}}},e={folder:"/",recursive:!0,camera:this.camera},{files:r,folders:s}=await C().listFiles(e,t),n=new Map;for(let a of r)this.went.has(a.path)||n.set(a.path,a);for(let a of this.came)n.set(a,n.get(a)??this.files.get(a));for(let a of this.arrivals.keys())n.has(a)||this.arrivals.delete(a);this.files=n,this.folders=s,this.shots.value=Bn(n.values(),this.arrivals)}async ask(t){try{let e=await C().getFileInfo({path:t,camera:this.camera});this.files.has(t)&&(this.files.set(t,e),this.draw())}catch{}}draw(){!this.isDrawing&&this.shots.value!==void 0&&(this.isDrawing=!0,setTimeout(()=>{this.isDrawing=!1,this.shots.value=Bn(this.files.values(),this.arrivals)}))}};var Yn=class{constructor(){this.lists=new Map;b.session.subscribe(()=>this.follow(b.session.value)),document.addEventListener("visibilitychange",()=>{document.visibilityState==="visible"&&this.invalidate()})}of(t){let e=this.lists.get(t)??new us(t);return this.lists.set(t,e),e}async delete(t,e,r,s){let n=new Map;for(let[a,c]of e.entries()){if(s.aborted)break;try{await C().deleteFile({path:c,camera:t}),this.of(t).remove([c])}catch(p){p instanceof _&&p.errorName==="file_not_found"?this.of(t).remove([c]):n.set(c,P(p))}r(a+1)}return n}invalidate(){this.lists.forEach(t=>t.invalidate())}follow(t){this.lists=new Map,ge.clear(),yr.clear(),t!==void 0&&(t.on("file_added",({camera:e,file:r,at:s})=>this.lists.get(e)?.add(r,s)),t.on("file_deleted",({camera:e,file:r})=>this.lists.get(e)?.remove([r.path])),t.on("camera_added",({camera:e})=>this.lists.get(e)?.invalidate()),t.on("camera_state_changed",({camera:e,state:r,previous:s})=>{let n=this.lists.get(e);r==="ready"&&(s==="lost"||n?.failure.value!==void 0)&&n?.invalidate()}),t.onEventsMissed(()=>this.invalidate()))}},ms=new Yn;var Wc=6e3,Xn=class{constructor(){this.list=new k([]);this.lastId=0;this.uploads=Promise.resolve()}async download(t,e){let r=this.add("download",e.filename,"running",e.size_bytes);await this.run(r,async s=>{if((e.size_bytes??0)>si){let{url:c}=await C().getFileUrl({path:e.path,camera:t});return s.throwIfAborted(),Jn(Vn(c),e.filename),"browser"}let n=({done:c,total:p})=>this.change(r,{done:c,total:p??void 0}),a=URL.createObjectURL(await C().downloadBlob(e.path,{camera:t,signal:s,onProgress:n}));return Jn(a,e.filename),setTimeout(()=>URL.revokeObjectURL(a),6e4),"done"})}async downloadMany(t,e,r){let s=this.add("download",r,"running",void 0);await this.run(s,async n=>{let a={camera:t,paths:e.map(({path:v})=>v)},{url:c,filename:p}=await C().call("get_archive_url",a);return await Bc(Vn(c),n),Jn(Vn(c),p),this.change(s,{name:p}),"browser"})}upload(t,e,r){for(let s of e){let n=this.add("upload",s.name,"waiting",s.size);this.uploads=this.uploads.then(()=>this.run(n,async a=>(this.change(n,{state:"running",total:void 0}),await C().upload(s,r,{camera:t,signal:a}),"done")))}}dismiss(t){this.list.value.find(e=>e.id===t)?.control.abort(),this.list.value=this.list.value.filter(e=>e.id!==t)}async run(t,e){let r=this.list.value.find(s=>s.id===t);if(r!==void 0)try{this.change(t,{state:await e(r.control.signal)}),setTimeout(()=>this.dismiss(t),Wc)}catch(s){j(s)?this.dismiss(t):this.change(t,{state:"failed",failure:P(s)})}}add(t,e,r,s){let n=++this.lastId;return this.list.value=[...this.list.value,{id:n,kind:t,name:e,state:r,done:0,total:s,control:new AbortController}],n}change(t,e){this.list.value=this.list.value.map(r=>r.id===t?{...r,...e}:r)}},Xe=new Xn;function Vn(i){return new URL(i.replace(/^\//,""),location.href).href}async function Bc(i,t){if((await fetch(i,{method:"HEAD",signal:t,cache:"no-store"})).ok)return;let e=await fetch(i,{signal:t,cache:"no-store"}),{message:r,code:s,data:n}=await e.json();throw new _(r,s,n)}function Jn(i,t){let e=document.createElement("a");e.href=i,e.download=t,e.click()}var hs=class{constructor(){this.keys=new k(new Set)}has(t){return this.keys.value.has(t)}toggle(t){let e=new Set(this.keys.value);e.delete(t)||e.add(t),this.anchor=t,this.keys.value=e}extend(t,e){let r=this.anchor===void 0?-1:e.indexOf(this.anchor),s=e.indexOf(t);if(r<0)this.toggle(t);else{let n=e.slice(Math.min(r,s),Math.max(r,s)+1);this.keys.value=new Set([...this.keys.value,...n])}}begin(t){this.anchor=t}set(t){this.keys.value=new Set(t)}clear(){this.anchor=void 0,this.set([])}keep(t){let e=[...this.keys.value].filter(r=>t.has(r));e.length<this.keys.value.size&&this.set(e)}};var H=class extends m{constructor(){super(...arguments);this.chosen=[];this.isSelecting=!1;this.setSelecting=()=>{};this.selectAll=()=>{};this.selectNone=()=>{};this.upload=()=>{};this.download=()=>{};this.compare=()=>{};this.askDelete=()=>{}}render(){return o`<div class="bar">${this.chosen.length>0||this.isSelecting?this.selected():this.all()}</div>`}all(){return o`
      <span class="count">${this.count===void 0?"":l.pictures.count(this.count)}</span>
      ${this.why()}
      <input type="file" multiple hidden @change=${this.onFiles} />
      <button aria-label=${l.pictures.upload} title=${this.noUpload??l.pictures.uploadWhat} ?disabled=${this.noUpload!==void 0}
        aria-describedby=${this.noUpload===void 0?u:"no-upload"} @click=${()=>this.input.click()}>
        <rc-icon name="upload"></rc-icon><span class="words">${l.pictures.upload}</span>
      </button>
      <span class="visually-hidden" id="no-upload">${this.noUpload}</span>
      <button ?disabled=${!this.count} @click=${()=>this.setSelecting(!0)}>${l.pictures.select}</button>`}why(){return o`<span class="why" id="why" title=${this.blocked??""}>${this.count===void 0?"":this.blocked}</span>`}selected(){let e=this.chosen.reduce((r,s)=>r+Go(s),0);return o`
      <button class="quiet icon" aria-label=${l.pictures.selectNone} title=${l.pictures.selectNone} @click=${this.none}>
        <rc-icon name="close"></rc-icon>
      </button>
      <span class="count">${l.pictures.selected(this.chosen.length)}</span>
      <span class="muted words">${e>0?F(e):""}</span>
      ${this.why()}
      <button class="quiet" @click=${()=>this.selectAll()}>
        <span class="words">${l.pictures.selectAll}</span><span class="narrow">${l.pictures.all}</span>
      </button>
      ${this.button("download",l.pictures.download,this.download,this.chosen.length===0)}
      ${this.button("compare",l.pictures.compare,this.compare,this.chosen.length!==2,"",l.pictures.compareTwo)}
      ${this.button("delete",l.pictures.remove,this.askDelete,this.chosen.length===0,"danger")}`}button(e,r,s,n,a="",c=""){return o`<button class=${a} aria-label=${r} title=${this.blocked??(c||r)} aria-describedby=${this.blocked?"why":u}
      ?disabled=${n||this.blocked!==void 0} @click=${s}>
      <rc-icon name=${e}></rc-icon><span class="words">${r}</span>
    </button>`}onFiles(){this.upload([...this.input.files??[]]),this.input.value=""}none(){this.setSelecting(!1)}};H.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],H.prototype,"count",2),d([h({attribute:!1})],H.prototype,"chosen",2),d([h({attribute:!1})],H.prototype,"isSelecting",2),d([h({attribute:!1})],H.prototype,"blocked",2),d([h({attribute:!1})],H.prototype,"setSelecting",2),d([h({attribute:!1})],H.prototype,"selectAll",2),d([h({attribute:!1})],H.prototype,"selectNone",2),d([h({attribute:!1})],H.prototype,"noUpload",2),d([h({attribute:!1})],H.prototype,"upload",2),d([h({attribute:!1})],H.prototype,"download",2),d([h({attribute:!1})],H.prototype,"compare",2),d([h({attribute:!1})],H.prototype,"askDelete",2),d([M("input")],H.prototype,"input",2),H=d([g("rc-picture-actions")],H);function Qn({tags:{exif:i}}){return[ni(i.ExposureTime,Vi),ni(i.FNumber,e=>`f/${e}`),ni(i.PhotographicSensitivity,e=>`ISO ${e}`)].filter(e=>e!==void 0).join(" \xB7 ")}function Bo(i,t){let{image:e,exif:r}=i.tags,{facts:s}=l.pictures;return[[s.exposure,Qn(i)||void 0],[s.compensation,ni(r.ExposureBiasValue,a=>`${a>0?"+":""}${Number(a.toFixed(2))} EV`)],[s.focalLength,Yc(r)],[s.lens,Zn(r.LensModel)],[s.camera,Zn(e.Model)],[s.taken,Kc(r.DateTimeOriginal)],[s.pixels,Vc(t,r)],[s.size,t.size_bytes===void 0?void 0:F(t.size_bytes)],[s.place,Jc(i.location)],[s.path,t.path]].filter(a=>a[1]!==void 0)}function Ko({tags:i}){let t=r=>Array.isArray(r)?r.join(", "):String(r);return Object.entries(i).map(([r,s])=>[r,Object.entries(s).map(([n,a])=>[n,t(a)])]).filter(([,r])=>r.length>0)}function ni(i,t){return typeof i=="number"?t(i):void 0}function Zn(i){return typeof i=="string"&&i.trim()!==""?i.trim():void 0}function Kc(i){return Zn(i)?.replace(/^(\d+):(\d+):/,"$1-$2-")}function Yc(i){let[t,e]=[i.FocalLength,i.FocalLengthIn35mmFilm];return ni(t,r=>typeof e=="number"&&e!==r?l.pictures.facts.inFilm(r,e):`${r} mm`)}function Vc(i,t){let[e,r]=[i.width??t.PixelXDimension,i.height??t.PixelYDimension];return typeof e=="number"&&typeof r=="number"&&e>0?`${e} \xD7 ${r}`:void 0}function Jc(i){if(i===void 0)return;let{latitude:t,longitude:e,altitude_m:r}=i,s=(a,[c,p])=>`${Math.abs(a).toFixed(5)}\xB0 ${a<0?p:c}`,n=r===void 0?"":`, ${Math.round(r)} m`;return`${s(t,"NS")}, ${s(e,"EW")}${n}`}var fs=f`
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
`;var X={factor:void 0,x:.5,y:.5},Jo=4,Yo=1.5;function wr({factor:i,x:t,y:e},r,s){let n=Math.min(s.width/r.width,s.height/r.height),a=i===void 0?n:Math.max(n,i/devicePixelRatio);return{scale:a,left:Vo(t,r.width*a,s.width),top:Vo(e,r.height*a,s.height)}}function ta(i,t,e,r,s,n){let a=wr(i,s,n),{scale:c}=wr(X,s,n),p=Math.min(t,Math.max(Jo,c*devicePixelRatio))/devicePixelRatio;if(p<=c)return X;let v=(S,y,$,E)=>ea((S-y)/($*a.scale)-(S-E/2)/($*p),$*p,E);return{factor:p*devicePixelRatio,x:v(e,a.left,s.width,n.width),y:v(r,a.top,s.height,n.height)}}function Xo(i,t,e,r,s){let{scale:n}=wr(i,r,s);return{...i,x:ea(i.x-t/(r.width*n),r.width*n,s.width),y:ea(i.y-e/(r.height*n),r.height*n,s.height)}}function gs({key:i,shiftKey:t},e){let r=.08/(e.factor??1);switch(i){case"z":case" ":return ai(e);case"+":return{...e,factor:e.factor===void 0?1:Math.min(Jo,e.factor*Yo)};case"-":return e.factor===void 0||e.factor<.2?X:{...e,factor:e.factor/Yo};case"ArrowLeft":return t?{...e,x:Math.max(0,e.x-r)}:void 0;case"ArrowRight":return t?{...e,x:Math.min(1,e.x+r)}:void 0;case"ArrowUp":return t?{...e,y:Math.max(0,e.y-r)}:void 0;case"ArrowDown":return t?{...e,y:Math.min(1,e.y+r)}:void 0}}function ai(i){return i.factor===void 0?{...i,factor:1}:X}function Vo(i,t,e){return t<=e?(e-t)/2:Math.min(0,Math.max(e-t,e/2-i*t))}function ea(i,t,e){let r=e/(2*t);return r>=.5?.5:Math.min(1-r,Math.max(r,i))}var ra=class extends de{constructor(e){super(e);this.before={};if(e.type!==ee.ELEMENT)throw new Error("`styled` stands in an element's tag by itself.")}render(e){return I}update(e,[r]){let{style:s}=e.element;for(let[n,a]of Object.entries(r))this.before[n]!==a&&s.setProperty(n,a);return this.before=r,I}},oi=Me(ra);var Zo=4,Xc=60,Zc=.0015,Re=class extends m{constructor(){super();this.src="";this.alt="";this.zoom=new k(X);this.pointers=new Map;this.moved=0;this.began={x:0,y:0,count:0};this.end=()=>{};this.resizing=new ResizeObserver(([e])=>{this.pane=e&&{width:e.contentRect.width,height:e.contentRect.height}});this.addEventListener("pointerdown",this.onDown),this.addEventListener("pointermove",this.onMove),this.addEventListener("pointerup",this.onUp),this.addEventListener("pointercancel",this.onUp),this.addEventListener("wheel",this.onWheel,{passive:!1})}connectedCallback(){super.connectedCallback(),this.resizing.observe(this),this.follow()}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect(),this.end()}willUpdate(e){e.has("zoom")&&this.follow()}render(){let{picture:e}=this,r=e&&this.pane&&wr(this.zoom.value,e,this.pane);this.classList.toggle("zoomed",this.zoom.value.factor!==void 0);let s=r&&e?{visibility:"visible",width:`${e.width*r.scale}px`,height:`${e.height*r.scale}px`,transform:`translate(${Math.round(r.left)}px, ${Math.round(r.top)}px)`}:{visibility:"hidden",width:"",height:"",transform:""};return this.src===""?u:o`<img src=${this.src} alt=${this.alt} draggable="false" ${oi(s)}
      @load=${this.onLoad} @error=${()=>this.dispatchEvent(new Event("failed"))} />`}follow(){this.end(),this.end=this.zoom.subscribe(()=>this.requestUpdate())}onLoad(e){let{naturalWidth:r,naturalHeight:s}=e.target,n=(this.longest??0)/Math.max(r,s)||1;this.picture={width:r*n,height:s*n}}change(e){this.picture!==void 0&&this.pane!==void 0&&(this.zoom.value=e(this.zoom.value,this.picture,this.pane))}zoomBy(e,r,s){let{left:n,top:a}=this.getBoundingClientRect();this.change((c,p,v)=>{let S=wr(c,p,v).scale*devicePixelRatio*e;return ta(c,S,r-n,s-a,p,v)})}onDown(e){e.button===0&&(this.setPointerCapture(e.pointerId),this.pointers.set(e.pointerId,{x:e.clientX,y:e.clientY}),this.began={x:e.clientX,y:e.clientY,count:this.pointers.size},this.moved=this.pointers.size>1?1/0:0)}onMove(e){let r=this.pointers.get(e.pointerId);if(r===void 0)return;let[s,n]=[e.clientX-r.x,e.clientY-r.y],a=[...this.pointers].find(([c])=>c!==e.pointerId)?.[1];if(this.pointers.set(e.pointerId,{x:e.clientX,y:e.clientY}),this.moved+=Math.hypot(s,n),a!==void 0){let c=v=>Math.max(1,Math.hypot(v.x-a.x,v.y-a.y)),p={x:e.clientX,y:e.clientY};this.zoomBy(c(p)/c(r),(p.x+a.x)/2,(p.y+a.y)/2)}else this.moved>Zo&&this.zoom.value.factor!==void 0&&this.change((c,p,v)=>Xo(c,s,n,p,v))}onUp(e){if(!this.pointers.delete(e.pointerId)||e.type==="pointercancel")return;let[r,s]=[e.clientX-this.began.x,e.clientY-this.began.y];this.moved<=Zo?this.toggle(e):this.zoom.value.factor===void 0&&this.began.count===1&&Math.abs(r)>Xc&&Math.abs(r)>2*Math.abs(s)&&this.dispatchEvent(new CustomEvent("swipe",{detail:-Math.sign(r)}))}toggle({clientX:e,clientY:r}){let{left:s,top:n}=this.getBoundingClientRect();this.change((a,c,p)=>a.factor===void 0?ta(a,1,e-s,r-n,c,p):X)}onWheel(e){e.preventDefault(),this.zoomBy(Math.exp(-e.deltaY*(e.deltaMode===1?30:1)*Zc),e.clientX,e.clientY)}};Re.styles=[m.styles,f`
      :host {
        position: relative;
        overflow: hidden;
        touch-action: none;
        cursor: zoom-in;
        user-select: none;
        -webkit-user-select: none;
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
    `],d([h({attribute:!1})],Re.prototype,"src",2),d([h({attribute:!1})],Re.prototype,"alt",2),d([h({attribute:!1})],Re.prototype,"longest",2),d([h({attribute:!1})],Re.prototype,"zoom",2),d([w()],Re.prototype,"picture",2),d([w()],Re.prototype,"pane",2),Re=d([g("rc-zoom-pane")],Re);var Qc=120,oe=class extends m{constructor(){super();this.camera="";this.preview="";this.zoom=new k(X);this.isRefused=!1;this.loading=new AbortController;this.watch(ge.changed)}disconnectedCallback(){super.disconnectedCallback(),this.forget()}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.load()}willUpdate(e){let r=e.get("file");e.has("file")&&r?.path!==this.file?.path&&this.load()}render(){return o`${this.picture()}${this.failure?this.failed(this.failure):this.note()}`}picture(){let{file:e}=this,r=ge.get(this.camera,this.preview),s=(this.isRefused?void 0:this.url)??r;if(!e||!s)return o`<div class="nothing"><rc-icon name=${e&&ae(e)==="video"?"play":"pictures"}></rc-icon>${e?.filename}</div>`;let n=s===this.url,a=n?void 0:Math.max(e.width??0,e.height??0)||void 0;return o`<rc-zoom-pane .src=${s} .alt=${e.filename} .longest=${a} .zoom=${this.zoom} ?data-whole=${n}
      @failed=${()=>this.isRefused||=n} @swipe=${this.passOn}></rc-zoom-pane>`}note(){let{file:e,progress:r}=this;if(e===void 0||this.url!==void 0&&!this.isRefused)return u;if(this.isRefused||!Qo(e))return o`<p class="over">${ae(e)==="video"?l.pictures.noVideo:l.pictures.cannotShow(Ve(e))}</p>`;if(r===void 0)return u;let{done:s,total:n}=r;return o`<div class="over">
      <progress max=${n} .value=${s} aria-label=${l.pictures.loading}></progress>
      <span>${l.pictures.loaded(F(s),F(n))}</span>
    </div>`}failed(e){return o`<div class="over">
      <rc-failure .failure=${e}></rc-failure>
      <button @click=${()=>{this.load()}}>${l.pictures.again}</button>
    </div>`}forget(){this.loading.abort(),this.url!==void 0&&URL.revokeObjectURL(this.url),[this.url,this.progress,this.failure,this.isRefused]=[void 0,void 0,void 0,!1]}async load(){this.forget();let{file:e,camera:r}=this;if(e===void 0||!Qo(e))return;let s=new AbortController;if(this.loading=s,await new Promise(n=>setTimeout(n,Qc)),!s.signal.aborted)try{let n=await yr.get(r,e.path,s.signal,(a,c)=>{s.signal.aborted||(this.progress={done:a,total:c})});s.signal.aborted||(this.url=URL.createObjectURL(n))}catch(n){!j(n)&&!s.signal.aborted&&(this.failure=P(n))}}passOn({detail:e}){this.dispatchEvent(new CustomEvent("swipe",{detail:e}))}};oe.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],oe.prototype,"camera",2),d([h({attribute:!1})],oe.prototype,"file",2),d([h({attribute:!1})],oe.prototype,"preview",2),d([h({attribute:!1})],oe.prototype,"zoom",2),d([w()],oe.prototype,"url",2),d([w()],oe.prototype,"progress",2),d([w()],oe.prototype,"failure",2),d([w()],oe.prototype,"isRefused",2),oe=d([g("rc-picture-pane")],oe);function Qo(i){return["jpeg","heif","image"].includes(ae(i))&&(i.size_bytes??0)<=si}var Ue=class extends m{constructor(){super();this.camera="";this.closed=()=>{};this.shots=[];this.exposures=new Map;this.zoom=new k(X);this.asking=new AbortController;this.watch(this.zoom)}open(e){this.shots=e,this.zoom.value=X,this.exposures=new Map,this.asking=new AbortController,e.forEach(r=>{this.ask(r,this.asking.signal)}),this.updateComplete.then(()=>this.dialog.showModal())}disconnectedCallback(){super.disconnectedCallback(),this.asking.abort()}render(){return o`<dialog aria-labelledby="title" @keydown=${this.onKey} @close=${this.onClose}>
      ${this.shots.length===0?u:this.content()}
    </dialog>`}content(){return o`<div class="overlay">
      <div class="head">
        <button class="quiet icon" autofocus aria-label=${l.close} title=${l.close} @click=${()=>this.dialog.close()}>
          <rc-icon name="close"></rc-icon>
        </button>
        <h2 id="title">${l.pictures.compareTitle}</h2>
      </div>
      <div class="actions">
        <button aria-pressed=${this.zoom.value.factor!==void 0} @click=${()=>this.zoom.value=ai(this.zoom.value)}>${l.pictures.whole}</button>
      </div>
      <div class="body">${this.shots.map(e=>this.half(e))}</div>
    </div>`}half(e){let[r]=e.files;return o`<figure>
      <rc-picture-pane .camera=${this.camera} .file=${r} .preview=${r.path} .zoom=${this.zoom}></rc-picture-pane>
      <figcaption><strong>${Je(e)}</strong> <span class="muted">${this.exposures.get(e.key)}</span></figcaption>
    </figure>`}async ask({key:e,files:[{path:r}]},s){try{let n=Qn(await C().getMetadata({path:r,camera:this.camera},{signal:s}));this.exposures=new Map(this.exposures).set(e,n)}catch(n){j(n)||(this.exposures=new Map(this.exposures).set(e,P(n).message))}}onClose(){this.asking.abort(),this.shots=[],this.closed()}onKey(e){let r=e.composedPath()[0];if(e.key==="?"||e.key===" "&&r instanceof Element&&r.matches("button"))return;e.stopPropagation();let s=gs(e,this.zoom.value);s!==void 0&&(e.preventDefault(),this.zoom.value=s)}};Ue.styles=[m.styles,fs,f`
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
    `],d([h({attribute:!1})],Ue.prototype,"camera",2),d([h({attribute:!1})],Ue.prototype,"closed",2),d([w()],Ue.prototype,"shots",2),d([w()],Ue.prototype,"exposures",2),d([M("dialog")],Ue.prototype,"dialog",2),Ue=d([g("rc-compare-view")],Ue);var el=3,Ze=class extends m{constructor(){super(...arguments);this.shots=[];this.camera="";this.stopping=new AbortController;this.run=async()=>{let{files:e,camera:r}=this;this.stopping=new AbortController,this.done=0;let s=await ms.delete(r,e.map(({path:a})=>a),a=>this.done=a,this.stopping.signal),n=this.done-s.size;n>0&&O.tell(l.pictures.confirm.done(n),"good"),s.size>0?this.failed=s:this.dialog.close()}}ask(e,r){r.length>0&&!this.dialog.open&&([this.camera,this.shots,this.done,this.failed]=[e,r,void 0,void 0],this.dialog.showModal())}disconnectedCallback(){super.disconnectedCallback(),this.stopping.abort()}render(){return o`<dialog aria-labelledby="title" @keydown=${e=>e.stopPropagation()} @cancel=${this.onCancel}>
      <div class="content">${this.failed!==void 0?this.failures(this.failed):this.done===void 0?this.question():this.progress(this.done)}</div>
    </dialog>`}get files(){return this.shots.flatMap(({files:e})=>e)}question(){let{confirm:e}=l.pictures,{files:r}=this;return o`
      <h2 id="title">${e.title(this.shots.length)}</h2>
      <p>${r.length===1?e.one(r[0].filename):e.many(r.length)} ${this.raw(r)}</p>
      <p class="muted">${e.forever}</p>
      <div class="row">
        <button autofocus @click=${()=>this.dialog.close()}>${l.cancel}</button>
        <button class="danger" @click=${this.run}>${l.pictures.remove}</button>
      </div>`}raw(e){let r=e.filter(n=>ae(n)==="raw"),{confirm:s}=l.pictures;return r.length===0||e.length===1?"":this.shots.length===1?s.raw(r.map(({filename:n})=>n).join(", ")):s.raws(r.length)}progress(e){let r=this.files.length;return o`
      <h2 id="title">${l.pictures.confirm.working(e,r)}</h2>
      <progress max=${r} .value=${e} aria-labelledby="title"></progress>
      <div class="row"><button @click=${()=>this.stopping.abort()}>${l.pictures.confirm.stop}</button></div>`}failures(e){let r=[...e].slice(0,el);return o`
      <h2 id="title">${l.pictures.confirm.failed(e.size)}</h2>
      ${r.map(([,s])=>o`<rc-failure .failure=${s}></rc-failure>`)}
      ${e.size>el?o`<p class="muted">…</p>`:u}
      <div class="row"><button @click=${()=>this.dialog.close()}>${l.close}</button></div>`}onCancel(e){this.done!==void 0&&this.failed===void 0&&e.preventDefault()}};Ze.styles=[m.styles,f`
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
    `],d([w()],Ze.prototype,"shots",2),d([w()],Ze.prototype,"done",2),d([w()],Ze.prototype,"failed",2),d([M("dialog")],Ze.prototype,"dialog",2),Ze=d([g("rc-delete-dialog")],Ze);var xt=class extends m{constructor(){super();this.take=()=>{};this.depth=0;this.addEventListener("dragenter",e=>this.count(e,1)),this.addEventListener("dragleave",e=>this.count(e,-1)),this.addEventListener("dragover",e=>ia(e)&&e.preventDefault()),this.addEventListener("drop",e=>this.onDrop(e))}render(){let{blocked:e}=this;return o`<slot></slot>${this.depth===0?u:o`<div class="over ${e===void 0?"":"off"}">
      <rc-icon name=${e===void 0?"upload":"warning"}></rc-icon>${e??l.pictures.drop}
    </div>`}`}count(e,r){ia(e)&&(e.preventDefault(),this.depth=Math.max(0,this.depth+r))}onDrop(e){this.depth=0,ia(e)&&(e.preventDefault(),this.blocked===void 0&&this.take([...e.dataTransfer?.files??[]]))}};xt.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],xt.prototype,"blocked",2),d([h({attribute:!1})],xt.prototype,"take",2),d([w()],xt.prototype,"depth",2),xt=d([g("rc-drop-zone")],xt);function ia({dataTransfer:i}){return i?.types.includes("Files")??!1}var tl=f`
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
`;var vs=class{constructor(t){this.run=t;this.isDone=!1;this.timer=0;this.x=0;this.y=0;this.move=t=>{Math.hypot(t.clientX-this.x,t.clientY-this.y)>10&&this.cancel()};this.cancel=()=>clearTimeout(this.timer)}begin(t,e){this.cancel(),this.isDone=!1,t.pointerType==="touch"&&e!==void 0&&([this.x,this.y]=[t.clientX,t.clientY],this.timer=setTimeout(()=>{this.isDone=!0,this.run(e)},500))}};var $t=8,rl=40,ep=26,il={phone:104,desk:168},tp=600,li=class{constructor(t,e){let r=e<tp?il.phone:il.desk;this.count=t.length,this.columns=Math.max(2,Math.floor((e+$t)/(r+$t)));let s=(e-$t*(this.columns-1))/this.columns,n=Math.round(s*.75)+ep,a=[],c=0,p=0;for(;p<t.length;){let v=sl(t[p]),S=p+1;for(;S<t.length&&sl(t[S])===v;)S+=1;let y=t[p]?.at;for(a.push({index:a.length,top:c,height:rl,day:y===void 0?"":uo(y),from:p,to:p}),c+=rl;p<S;p+=this.columns)a.push({index:a.length,top:c,height:n,from:p,to:Math.min(S,p+this.columns)}),c+=n+$t;p=S}this.rows=a,this.height=c}between(t,e){let r=[];for(let s=this.indexAt(t);s<this.rows.length;s+=1){let n=this.rows[s];if(n.top>e)break;r.push(n)}return r}rowOf(t){let[e,r]=[0,this.rows.length-1];for(;e<=r;){let s=e+r>>1,n=this.rows[s];if(t<n.from)r=s-1;else if(t>=n.to)e=s+1;else return n}}destination(t,e,r){let s=Math.max(1,Math.floor(r/(this.rowOf(e)?.height??r))-1);switch(t){case"ArrowLeft":return Math.max(0,e-1);case"ArrowRight":return Math.min(this.count-1,e+1);case"ArrowUp":return this.below(e,-1);case"ArrowDown":return this.below(e,1);case"PageUp":return this.below(e,-s);case"PageDown":return this.below(e,s);case"Home":return 0;case"End":return this.count-1}}below(t,e){let r=this.rowOf(t);if(r===void 0)return t;let s=Math.sign(e),[n,a,c]=[r,Math.abs(e),r.index];for(;a>0&&this.rows[c+s]!==void 0;){c+=s;let p=this.rows[c];p.day===void 0&&([n,a]=[p,a-1])}return n===r?t:Math.min(n.from+t-r.from,n.to-1)}indexAt(t){let[e,r]=[0,this.rows.length];for(;e<r;){let s=e+r>>1,n=this.rows[s];n.top+n.height<t?e=s+1:r=s}return e}};function sl(i){return i?.at===void 0?"":new Date(i.at).toDateString()}function nl(i,{column:t,thumbnail:e,isSelected:r,isActive:s}){let n=i.files.slice(1).map(Ve);return o`<div class="tile" role="gridcell" data-key=${i.key} aria-colindex=${t+1} aria-selected=${r} tabindex=${s?0:-1}>
    <div class="frame">${rp(i,e)}</div>
    <span class="check" title=${l.pictures.toggle(Je(i))} aria-hidden="true">${r?o`<rc-icon name="check"></rc-icon>`:u}</span>
    <div class="caption">
      <span class="name">${Je(i)}</span><span class="types">${Wn(i)}</span>
      ${n.length>0?o`<span class="others" aria-hidden="true">+ ${n.join(" + ")}</span>`:u}
    </div>
  </div>`}function rp(i,t){let e=ae(i.files[0]);return e!=="other"&&t!==null?t===void 0?u:o`<img src=${t} alt="" draggable="false" />`:o`<span class="none"><rc-icon name=${e==="video"?"play":"pictures"}></rc-icon>
    ${e==="video"||e==="other"?Wn(i):l.pictures.noThumbnail}</span>`}var ip=80,al=300,K=class extends m{constructor(){super();this.camera="";this.shots=[];this.selected=new Set;this.isSelecting=!1;this.open=()=>{};this.deleteKey=()=>{};this.width=0;this.top=0;this.layout=new li([],0);this.order=[];this.places=new Map;this.hadFocus=!1;this.isMoved=!1;this.isShifted=!1;this.timer=0;this.resizing=new ResizeObserver(()=>this.measure());this.longPress=new vs(e=>this.selection.toggle(e));this.onScroll=()=>{this.top=this.scroller.scrollTop,clearTimeout(this.timer),this.timer=setTimeout(()=>{this.timer=0,this.want()},ip)};this.onFocus=e=>{this.active=sa(e)??this.active};this.onClick=e=>{let r=sa(e);if(r===void 0||this.longPress.isDone)return;this.active=r;let s=e.composedPath().some(n=>n instanceof Element&&n.matches(".check"));e.shiftKey?this.selection.extend(r,this.order):s||e.ctrlKey||e.metaKey||this.isSelecting?this.selection.toggle(r):this.open(r)};this.onKey=e=>{this.shots.length>0&&!e.defaultPrevented&&this.press(e)&&e.preventDefault()};this.onSelectAll=e=>{let r=e.composedPath().some(s=>s instanceof Element&&s.matches("input, select, textarea, dialog"));e.key==="a"&&(e.ctrlKey||e.metaKey)&&!r&&(e.preventDefault(),this.selection.set(this.order))};this.watch(ge.changed);let{keys:e}=l.pictures,r=(s,n)=>({key:s,label:n,run:a=>{this.shots.length>0&&this.press(a)}});new N(this,[...["ArrowLeft","ArrowRight","ArrowUp","ArrowDown"].map(s=>r(s,e.move)),r("Enter",e.open),r(" ",e.select),r("Delete",e.delete),r("Escape",e.none)])}focusOn(e){this.active=e??this.active,this.isMoved=!0,this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),removeEventListener("keydown",this.onSelectAll),this.resizing.disconnect(),clearTimeout(this.timer),this.timer=0,this.longPress.cancel(),ge.want(this.camera,[])}connectedCallback(){super.connectedCallback(),addEventListener("keydown",this.onSelectAll),this.updateComplete.then(()=>this.isConnected&&this.resizing.observe(this.scroller))}willUpdate(e){this.hadFocus=this.hasUpdated&&this.focused!==void 0,(e.has("shots")||e.has("width"))&&this.arrange()}updated(){this.isShifted&&(this.isShifted=!1,this.scroller.scrollTop=this.top),this.isMoved?(this.isMoved=!1,this.showActive()):this.keepFocus(),this.timer===0&&this.want()}render(){let e=this.width===0?[]:this.rowsToDraw();return o`<div class="scroller" @scroll=${this.onScroll}>
      <div class="canvas" role="grid" aria-label=${l.pictures.grid} aria-multiselectable="true" aria-rowcount=${this.layout.rows.length}
        aria-colcount=${this.layout.columns} ${oi({height:`${this.layout.height}px`})}
        @keydown=${this.onKey} @click=${this.onClick} @focusin=${this.onFocus}
        @pointerdown=${r=>this.longPress.begin(r,sa(r))}
        @pointermove=${this.longPress.move} @pointerup=${this.longPress.cancel} @pointercancel=${this.longPress.cancel}
        @contextmenu=${r=>this.longPress.isDone&&r.preventDefault()}>
        ${B(e,({index:r})=>r,r=>this.row(r))}
      </div>
    </div>`}row(e){let r=oi({transform:`translateY(${e.top}px)`,height:`${e.height}px`,"--columns":String(this.layout.columns)});if(e.day!==void 0)return o`<div class="line" role="row" aria-rowindex=${e.index+1} ${r}>
        <div class="day" role="rowheader" aria-colspan=${this.layout.columns}>${e.day||l.pictures.noDay}</div>
      </div>`;let s=this.shots.slice(e.from,e.to);return o`<div class="line" role="row" aria-rowindex=${e.index+1} ${r}>
      ${s.map((n,a)=>nl(n,{column:a,thumbnail:ge.get(this.camera,n.files[0].path),isSelected:this.selected.has(n.key),isActive:n.key===this.activeKey}))}
    </div>`}rowsToDraw(){let e=this.layout.between(this.top-al,this.top+this.scroller.clientHeight+al),r=this.layout.rowOf(this.indexOf(this.active));return r===void 0||e.includes(r)?e:[...e,r]}want(){let s=this.layout.between(this.top,this.top+this.scroller.clientHeight).flatMap(({from:n,to:a})=>this.shots.slice(n,a)).filter(({files:n})=>ae(n[0])!=="other").map(({files:n})=>n[0].path);ge.want(this.camera,s)}measure(){let{clientWidth:e}=this.scroller,r=getComputedStyle(this.scroller);this.width=e-parseFloat(r.paddingLeft)-parseFloat(r.paddingRight),this.requestUpdate()}arrange(){let e=this.layout,[r]=e.between(this.top,this.top).filter(({day:a})=>a===void 0),s=r===void 0?void 0:this.order[r.from];this.layout=new li(this.shots,this.width);let n=this.indexOf(this.active);if(this.order=this.shots.map(({key:a})=>a),this.places=new Map(this.order.map((a,c)=>[a,c])),n>=0&&this.indexOf(this.active)<0&&(this.active=this.order[Math.min(n,this.order.length-1)]),this.top>0&&r!==void 0&&s!==void 0){let a=this.layout.rowOf(this.indexOf(s));this.top=a===void 0?this.top:Math.max(0,this.top+a.top-r.top),this.isShifted=!0}}indexOf(e){return e===void 0?-1:this.places.get(e)??-1}get activeKey(){return this.indexOf(this.active)>=0?this.active:this.shots[0]?.key}showActive(){let e=this.layout.rowOf(this.indexOf(this.activeKey));if(e===void 0)return;let{scrollTop:r,clientHeight:s}=this.scroller,n=e.from===0?0:e.top-$t;n<r?this.scroller.scrollTop=n:e.top+e.height+$t>r+s&&(this.scroller.scrollTop=e.top+e.height+$t-s),this.focusActive()}keepFocus(){this.hadFocus&&this.focused?.dataset.key!==this.activeKey&&this.focusActive()}get focused(){let{activeElement:e}=this.renderRoot;return e instanceof HTMLElement&&e.matches(".tile")?e:void 0}focusActive(){this.renderRoot.querySelector(".tile[tabindex='0']")?.focus({preventScroll:!0})}press(e){let r=this.activeKey,s=this.layout.destination(e.key,this.indexOf(r),this.scroller.clientHeight);if(s!==void 0)return this.go(s,e);switch(e.key){case"Enter":return this.open(r),!0;case" ":return this.selection.toggle(r),!0;case"Delete":return this.selection.keys.value.size===0&&this.selection.set([r]),this.deleteKey(),!0;case"Escape":return this.selection.clear(),!0}return!1}go(e,{shiftKey:r}){let s=this.activeKey,n=this.order[e];return this.focusOn(this.focused===void 0?s:n),r&&(this.selection.begin(s),this.selection.extend(n,this.order)),!0}};K.styles=[m.styles,tl],d([h({attribute:!1})],K.prototype,"camera",2),d([h({attribute:!1})],K.prototype,"shots",2),d([h({attribute:!1})],K.prototype,"selection",2),d([h({attribute:!1})],K.prototype,"selected",2),d([h({attribute:!1})],K.prototype,"isSelecting",2),d([h({attribute:!1})],K.prototype,"open",2),d([h({attribute:!1})],K.prototype,"deleteKey",2),d([w()],K.prototype,"width",2),d([w()],K.prototype,"top",2),d([w()],K.prototype,"active",2),d([M(".scroller")],K.prototype,"scroller",2),K=d([g("rc-picture-grid")],K);function sa(i){return i.composedPath().find(e=>e instanceof HTMLElement&&e.matches(".tile"))?.dataset.key}var sp=150,Qe=class extends m{constructor(){super(...arguments);this.camera="";this.asking=new AbortController}disconnectedCallback(){super.disconnectedCallback(),this.asking.abort()}willUpdate(e){let r=e.get("file");e.has("file")&&r?.path!==this.file?.path&&this.ask()}render(){let{file:e,metadata:r}=this;return o`<h2 class="visually-hidden">${l.pictures.info}</h2>
      <rc-failure .failure=${this.failure}></rc-failure>
      ${e&&r?o`<dl>${Bo(r,e).map(([s,n])=>o`<div><dt>${s}</dt><dd>${n}</dd></div>`)}</dl>
            ${this.tags(r)}`:u}`}tags(e){let r=Ko(e);return r.length===0?o`<p class="muted">${l.pictures.noExif}</p>`:o`<details>
      <summary>${l.pictures.allTags}</summary>
      ${r.map(([s,n])=>o`<h3>${s}</h3>
        <table>${n.map(([a,c])=>o`<tr><th scope="row">${a}</th><td>${c}</td></tr>`)}</table>`)}
    </details>`}async ask(){this.asking.abort();let e=new AbortController;this.asking=e,await new Promise(n=>setTimeout(n,this.metadata===void 0?0:sp));let{file:r,camera:s}=this;if(!(r===void 0||e.signal.aborted))try{this.metadata=await C().getMetadata({path:r.path,camera:s},{signal:e.signal}),this.failure=void 0}catch(n){j(n)||([this.metadata,this.failure]=[void 0,P(n)])}}};Qe.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],Qe.prototype,"camera",2),d([h({attribute:!1})],Qe.prototype,"file",2),d([w()],Qe.prototype,"metadata",2),d([w()],Qe.prototype,"failure",2),Qe=d([g("rc-picture-info")],Qe);var Z=class extends m{constructor(){super();this.camera="";this.shots=[];this.download=()=>{};this.askDelete=()=>{};this.moved=()=>{};this.isInformed=matchMedia("(min-width: 1000px)").matches;this.zoom=new k(X);this.lastIndex=0;this.watch(this.zoom);let e=r=>this.onKey(r);new N(this,[{key:"z",label:l.pictures.keys.zoom,run:e},{key:"i",label:l.pictures.keys.info,run:e}])}open(e){this.key=e,this.zoom.value=X,this.updateComplete.then(()=>this.dialog.showModal())}updated(){this.dialog.open&&this.shots.length===0&&this.dialog.close()}render(){let e=this.shot;return o`<dialog aria-labelledby="title" @keydown=${this.onKey} @close=${this.onClose}>
      ${this.key===void 0||e===void 0?u:this.content(e)}
    </dialog>`}content(e){let r=e.files.find(n=>Ve(n)===this.type)??e.files[0],s=this.shots.indexOf(e);return o`<div class="overlay">
      <div class="head">
        <button class="quiet icon" autofocus aria-label=${l.close} title=${l.close} @click=${()=>this.dialog.close()}>
          <rc-icon name="close"></rc-icon>
        </button>
        <h2 id="title">${Je(e)}</h2>
        <span class="muted position">${l.pictures.position(s+1,this.shots.length)}</span>
      </div>
      <div class="actions">${this.types(e,r)}${this.actions(e,r)}</div>
      <div class="body ${this.isInformed?"informed":""}">
        <div class="stage">
          <rc-picture-pane .camera=${this.camera} .file=${r} .preview=${e.files[0].path} .zoom=${this.zoom}
            @swipe=${({detail:n})=>this.step(n)}></rc-picture-pane>
          ${this.stepButton("previous",-1,s===0)}${this.stepButton("next",1,s===this.shots.length-1)}
        </div>
        ${this.isInformed?o`<rc-picture-info .camera=${this.camera} .file=${r}></rc-picture-info>`:u}
      </div>
    </div>`}types({files:e},r){return e.length<2?u:e.map(s=>o`<button aria-pressed=${s===r} @click=${()=>this.type=Ve(s)}>
      ${Ve(s)}
    </button>`)}actions(e,r){let{blocked:s}=this,n=this.zoom.value.factor!==void 0;return o`
      <button aria-pressed=${n} @click=${()=>this.zoom.value=ai(this.zoom.value)}>${l.pictures.whole}</button>
      <button class="icon" aria-pressed=${this.isInformed} aria-label=${l.pictures.info} title=${l.pictures.info}
        @click=${()=>this.isInformed=!this.isInformed}><rc-icon name="info"></rc-icon></button>
      <button aria-label=${l.pictures.downloadOne(r.filename)} title=${s??l.pictures.downloadOne(r.filename)}
        ?disabled=${s!==void 0} @click=${()=>this.download(r)}>
        <rc-icon name="download"></rc-icon><span class="words">${l.pictures.download}</span></button>
      <button class="danger" aria-label=${l.pictures.remove} title=${s??l.pictures.remove}
        ?disabled=${s!==void 0} @click=${()=>this.askDelete(e)}>
        <rc-icon name="delete"></rc-icon><span class="words">${l.pictures.remove}</span></button>`}stepButton(e,r,s){return o`<button class="icon step ${e}" aria-label=${l.pictures[e]} title=${l.pictures[e]} ?disabled=${s}
      @click=${()=>this.step(r)}><rc-icon name=${e}></rc-icon></button>`}get shot(){let e=this.shots.findIndex(({key:r})=>r===this.key);return this.lastIndex=e>=0?e:Math.min(this.lastIndex,this.shots.length-1),this.shots[this.lastIndex]}step(e){let r=this.shot,s=r&&this.shots[this.shots.indexOf(r)+e];s!==void 0&&(this.key=s.key,this.moved(s.key))}onClose(){let e=this.shot?.key;this.key=void 0,e!==void 0&&this.moved(e)}onKey(e){let r=e.composedPath()[0],s=e.key===" "&&r instanceof Element&&r.matches("button, summary");if(!this.dialog.open||e.key==="?"||e.ctrlKey||e.metaKey||e.altKey)return;e.stopPropagation();let n=s?void 0:gs(e,this.zoom.value);n!==void 0?(e.preventDefault(),this.zoom.value=n):this.press(e.key)&&e.preventDefault()}press(e){switch(e){case"ArrowLeft":return this.step(-1),!0;case"ArrowRight":return this.step(1),!0;case"i":return this.isInformed=!this.isInformed,!0;case"Delete":return this.shot!==void 0&&this.askDelete(this.shot),!0}return!1}};Z.styles=[m.styles,fs,f`
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
    `],d([h({attribute:!1})],Z.prototype,"camera",2),d([h({attribute:!1})],Z.prototype,"shots",2),d([h({attribute:!1})],Z.prototype,"blocked",2),d([h({attribute:!1})],Z.prototype,"download",2),d([h({attribute:!1})],Z.prototype,"askDelete",2),d([h({attribute:!1})],Z.prototype,"moved",2),d([w()],Z.prototype,"key",2),d([w()],Z.prototype,"type",2),d([w()],Z.prototype,"isInformed",2),d([M("dialog")],Z.prototype,"dialog",2),Z=d([g("rc-large-view")],Z);var di=class extends m{constructor(){super(),this.watch(Xe.list)}render(){let{value:t}=Xe.list;return t.length===0?u:o`<ul aria-label=${l.pictures.transfers}>
      ${B(t,({id:e})=>e,e=>this.item(e))}
    </ul>`}item(t){let{id:e,kind:r,name:s,state:n,failure:a}=t,p=n==="done"||n==="failed"||n==="browser"?l.dismiss:l.pictures.giveUp(s);return o`<li>
      <rc-icon name=${n==="done"?"check":n==="failed"?"warning":r}></rc-icon>
      <span class="name"><strong>${s}</strong><span class="muted">${this.words(t)}</span></span>
      <button class="quiet icon" aria-label=${p} title=${p} @click=${()=>Xe.dismiss(e)}><rc-icon name="close"></rc-icon></button>
      ${n==="running"?this.bar(t):u}
      ${a===void 0?u:o`<rc-failure class="wide" .failure=${a}></rc-failure>`}
    </li>`}bar({name:t,done:e,total:r}){return r===void 0?o`<progress class="wide" aria-label=${t}></progress>`:o`<progress class="wide" aria-label=${t} max=${r} .value=${e}></progress>`}words({kind:t,state:e,done:r,total:s}){return e==="running"&&s!==void 0?l.pictures.loaded(F(r),F(s)):l.pictures.transferStates[t][e]}};di.styles=[m.styles,f`
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
    `],di=d([g("rc-transfers")],di);var ve=class extends m{constructor(){super();this.isSelecting=!1;this.selection=new hs;this.newest=0;this.ends=[];this.watch(x.list,b.state,b.session,this.selection.keys)}disconnectedCallback(){super.disconnectedCallback(),this.list=void 0,this.ends.splice(0).forEach(e=>e())}willUpdate(e){let r=this.camera===void 0||b.session.value===void 0?void 0:ms.of(this.camera);r!==this.list&&this.isConnected&&(this.ends.splice(0).forEach(s=>s()),this.list=r,r!==void 0&&(this.newest=r.shots.value?.[0]?.arrival??0,this.ends=[r.watch(),r.shots.subscribe(()=>this.noteChange(r)),...this.redrawing(r.failure,r.progress)]))}render(){let{list:e,camera:r}=this;if(e===void 0||r===void 0)return o`<rc-empty icon="pictures" heading=${l.pictures.noCamera}>
        <p class="muted">${l.cameras.noneLead}</p>
      </rc-empty>`;let s=e.shots.value,n=this.noUpload(e);return o`<h1 class="visually-hidden">${l.views.pictures}</h1>
      <rc-drop-zone .blocked=${n} .take=${a=>this.upload(e,a)}>
      <rc-picture-actions .count=${s?.length} .chosen=${this.chosen(s)} .isSelecting=${this.isSelecting} .blocked=${this.blocked()}
        .setSelecting=${a=>this.setSelecting(a)} .selectAll=${()=>this.selection.set((s??[]).map(({key:a})=>a))}
        .selectNone=${()=>this.selection.clear()} .askDelete=${()=>this.askDelete(this.chosen(s))}
        .compare=${()=>this.compareView.open(this.chosen(s))} .download=${()=>this.download(r,this.chosen(s))}
        .noUpload=${n} .upload=${a=>this.upload(e,a)}></rc-picture-actions>
      ${e.failure.value!==void 0&&(s===void 0||this.blocked()===void 0)?this.failure(e):u}
      ${s===void 0?this.waiting(e):s.length===0?this.empty():this.pictures(r,s)}
      </rc-drop-zone>
      <rc-transfers></rc-transfers>
      <rc-large-view .camera=${r} .shots=${s??[]} .blocked=${this.blocked()}
        .askDelete=${a=>this.askDelete([a])} .download=${a=>{Xe.download(r,a)}}
        .moved=${a=>this.grid?.focusOn(a)}></rc-large-view>
      <rc-compare-view .camera=${r} .closed=${()=>this.grid?.focusOn(this.chosen(e.shots.value)[0]?.key)}></rc-compare-view>
      <rc-delete-dialog></rc-delete-dialog>`}pictures(e,r){return o`<rc-picture-grid .camera=${e} .shots=${r} .selection=${this.selection} .selected=${this.selection.keys.value}
      .isSelecting=${this.isSelecting||this.selection.keys.value.size>0} .open=${s=>this.open(s)}
      .deleteKey=${()=>this.askDelete(this.chosen(r))}></rc-picture-grid>`}waiting({failure:e,progress:r}){let s=r.value?.done??0;return e.value!==void 0?u:o`<rc-empty icon="card" heading=${l.pictures.listing}>
      <p class="muted">${s>0?l.pictures.listed(s):u}</p>
    </rc-empty>`}redrawing(...e){return e.map(r=>r.subscribe(()=>this.requestUpdate()))}empty(){return o`<rc-empty icon="pictures" heading=${l.pictures.empty}><p class="muted">${l.pictures.emptyLead}</p></rc-empty>`}failure(e){return o`<div class="pad">
      <rc-failure .failure=${e.failure.value}></rc-failure>
      <button @click=${()=>{e.refresh()}}>${l.pictures.again}</button>
    </div>`}blocked(){return x.list.value===void 0?l.pictures.listing:ot(this.camera??"")}noUpload({newestFolder:e}){return x.find(this.camera)?.abilities.includes("upload_file")===!1?l.pictures.noUpload:this.blocked()??(e===void 0?l.pictures.noFolder:void 0)}upload({camera:e,newestFolder:r},s){r!==void 0&&Xe.upload(e,s,r)}download(e,r){let s=r.flatMap(a=>a.files),[n]=s;n!==void 0&&(s.length===1?Xe.download(e,n):Xe.downloadMany(e,s,l.pictures.zip(s.length)))}chosen(e=[]){return this.selection.keys.value.size===0?[]:e.filter(({key:r})=>this.selection.has(r))}setSelecting(e){this.isSelecting=e,e||this.selection.clear()}noteChange({shots:{value:e=[]}}){this.selection.keep(new Set(e.map(({key:s})=>s)));let[r]=e;r!==void 0&&r.arrival>this.newest&&(this.newest=r.arrival,O.say(l.pictures.arrived(Je(r)))),this.requestUpdate()}open(e){this.grid?.focusOn(e),this.largeView.open(e)}askDelete(e){let r=this.blocked();r!==void 0?O.tell(r,"bad"):this.camera!==void 0&&this.deleteDialog.ask(this.camera,e)}};ve.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],ve.prototype,"camera",2),d([w()],ve.prototype,"list",2),d([w()],ve.prototype,"isSelecting",2),d([M("rc-picture-grid")],ve.prototype,"grid",2),d([M("rc-delete-dialog")],ve.prototype,"deleteDialog",2),d([M("rc-large-view")],ve.prototype,"largeView",2),d([M("rc-compare-view")],ve.prototype,"compareView",2),ve=d([g("rc-pictures-view")],ve);var np=1e3,ap=1500,na=class{constructor(){this.offsetMs=0;b.state.subscribe(()=>{b.state.value.kind==="connected"&&this.compare()})}now(){return Date.now()+this.offsetMs}async compare(){try{let t=Date.now(),{headers:e}=await fetch(location.pathname,{method:"HEAD",cache:"no-store"}),s=Date.parse(e.get("Date")??"")+np/2-(t+Date.now())/2;this.offsetMs=Math.abs(s)>ap?s:0}catch{}}},bs=new na;var op=["running","waiting","stopping"],lp=10,dp=1e3,ll=2e3,cp=300;function ci({state:i}){return op.includes(i)}function oa({started_at:i,next_frame:t,interval_s:e}){return e>0||t===0?Date.parse(i)+t*e*1e3:void 0}function la(i,t){let{frames:e,interval_s:r,next_frame:s,slots_missed:n,started_at:a,state:c}=i;if(c!=="waiting"||r===0)return n;let p=Math.floor((t-Date.parse(a))/(r*1e3));return n+Math.max(0,Math.min(p,e??p)-s)}var aa=class{constructor(){this.list=new k(void 0);this.unreadable=new k([]);this.viewers=0;this.askedAt=0;b.session.subscribe(()=>this.follow(b.session.value)),b.state.subscribe(()=>{b.state.value.kind==="connected"&&this.refresh()})}of(t){return this.list.value?.find(e=>e.camera===t&&ci(e))}async refresh(){this.askedAt=Date.now();try{let t=await b.session.value?.listSequences();t!==void 0&&(this.list.value=t.sequences,this.unreadable.value=t.unreadable)}catch{}}put(t){let e=this.list.value??[],r=e.some(({sequence_id:s})=>s===t.sequence_id);this.list.value=r?e.map(s=>s.sequence_id===t.sequence_id?t:s):[...e,t]}attend(){return this.viewers+=1,this.viewers===1&&(this.looking=setInterval(()=>this.look(),dp),this.refresh()),()=>{this.viewers-=1,this.viewers===0&&clearInterval(this.looking)}}follow(t){if(t===void 0){this.list.value=void 0,this.unreadable.value=[];return}t.on("sequence_started",()=>this.refreshSoon()),t.on("sequence_progress",e=>this.progressed(e)),t.on("sequence_ended",e=>this.ended(e)),t.onEventsMissed(()=>{this.refresh()}),this.refresh()}look(){this.list.value?.some(pp)&&Date.now()-this.askedAt>ll&&this.refresh()}refreshSoon(){clearTimeout(this.soon),this.soon=setTimeout(()=>{this.refresh()},cp)}find(t){return this.list.value?.find(({sequence_id:e})=>e===t)}progressed(t){let e=this.find(t.sequence_id);if(e===void 0){this.refreshSoon();return}let{frame:r,at:s,error:n}=t,a=n===void 0?[]:[{frame:r,at:s,error:n}],c=r>=e.next_frame;this.put({...e,...ol(t),state:e.state==="waiting"?"running":e.state,next_frame:Math.max(e.next_frame,r+1),failures:c?[...e.failures,...a].slice(-lp):e.failures})}ended(t){let e=this.find(t.sequence_id),{at:r,state:s,reason:n,not_restored:a,frames_taken:c}=t,p=e?.name??l.series.unnamed;if(O.tell(l.series.ended(p,s,c),s==="completed"?"good":s==="failed"?"bad":"plain"),e===void 0)this.refreshSoon();else{let v={...n&&{reason:n},...a&&{not_restored:a}};this.put({...e,...ol(t),...v,state:s,ended_at:r})}}};function ol({frames:i,frames_taken:t,frames_failed:e,slots_missed:r,drift_last_s:s,drift_max_s:n}){return{frames:i,frames_taken:t,frames_failed:e,slots_missed:r,drift_last_s:s,drift_max_s:n}}function pp(i){if(i.state!=="running")return i.state==="waiting";let t=oa(i);return t!==void 0&&bs.now()-t>ll||!["ready","busy"].includes(x.find(i.camera)?.state??"")}var Y=new aa;var up=400,da=class{constructor(){this.byCamera=new k(new Map);this.timers=new Map;this.asked=new Map;b.session.subscribe(()=>{this.forget(),b.session.value?.on("config_changed",({camera:t})=>this.changed(t)),b.session.value?.on("camera_state_changed",({camera:t})=>this.retry(t)),b.session.value?.onEventsMissed(()=>this.forget())}),b.state.subscribe(()=>b.state.value.kind==="connected"&&this.forget())}refresh(t){let e=this.asked.get(t)??this.fetch(t).finally(()=>this.asked.delete(t));return this.asked.set(t,e),e}async fetch(t){this.byCamera.value=new Map(this.byCamera.value).set(t,await this.ask(t))}forget(){this.byCamera.value=new Map}async ask(t){try{return{settings:(await b.session.value?.getExposure({camera:t}))?.settings??{}}}catch(e){return{failure:P(e)}}}retry(t){let e=this.byCamera.value.get(t);e!==void 0&&"failure"in e&&this.changed(t)}changed(t){this.byCamera.value.has(t)&&(clearTimeout(this.timers.get(t)),this.timers.set(t,setTimeout(()=>{this.refresh(t)},up)))}},et=new da;function cl(i,t,e,r){let s=i[t];if(s===void 0)return{problem:l.series.bracket.none[t]};if(s.readonly)return{problem:s.reason??l.series.bracket.readonly[t]};let{value:n}=s;if(typeof n!="number")return{problem:l.series.bracket.noNumber(s.text)};let c=Array.from({length:e},(p,v)=>(v-(e-1)/2)*r).map(p=>t==="shutter_s"?n*2**p:n+p);return mp(c,s,t)}function pl(i,t,e){return{[i]:t,...e?{}:{nearest:!0}}}function ul(i,t){return i==="shutter_s"?Vi(t):l.series.bracket.ev(t)}function mp(i,{allowed:t,range:e},r){let s=(t??[]).filter(a=>typeof a=="number");if(s.length>0){let a=i.map(c=>hp(s,c,r));return dl([...new Set(a)],!0)}let n=e===void 0?i:i.map(a=>Math.min(Math.max(a,e.min),e.max));return dl([...new Set(n)],!1)}function dl(i,t){return i.length>1?{values:i,isExact:t}:{problem:l.series.bracket.oneValue}}function hp(i,t,e){let r=n=>e==="shutter_s"?Math.log2(n):n,s=n=>Math.abs(r(n)-r(t));return i.reduce((n,a)=>s(a)<s(n)?a:n)}function xr({name:i,bracket:t,focus_steps:e}){let{kinds:r}=l.series;return i??(t?r.bracket:e===void 0?r.interval:r.focus)}function ys({interval_s:i,bulb_s:t,steps:e,bracket:r,focus_steps:s,resume:n}){let{described:a}=l.series;return[i>0?a.every(fp(i)):a.fast,...t===void 0?[]:[a.bulb(t)],...e.length<2?[]:[r?a.bracket(e.length):a.steps(e.length)],...s===void 0?[]:[a.focus(s)],...n?[a.resumes]:[]].join(", ")}function le({camera:i}){let t=x.find(i)?.name,e=x.list.value?.filter(r=>r.name===t).length===1;return t===void 0?i:e?t:`${t} (${i})`}function fp(i){return i<120?`${Number(i.toFixed(2))} s`:$e(i)}var gl={kind:"interval",name:"",frames:"100",isEndless:!1,interval:"5",unit:"s",bulb:"",brackets:"1",varied:"shutter_s",shots:3,stepEv:1,pictures:"10",steps:"20",direction:"farther",resume:!0},ml=1e5,gp=86400,vp=3600,hl=32767,vl=25;function ca(i,t){let{series:e}=l,r={};t.length===0&&(r.cameras=e.pickCamera);let s=$l(i);s!==void 0&&!fl(i[s],ml)&&(r[s]=e.wrong.whole(ml)),i.kind==="focus"&&!fl(i.steps,hl)&&(r.steps=e.wrong.whole(hl));let n=kr(i);(!(n>=0&&n<=gp)||ws(i)&&i.interval.trim()==="")&&(r.interval=e.wrong.interval);let a=$s(i);return a!==void 0&&!(a>0&&a<=vp)?r.bulb=e.wrong.bulb:a!==void 0&&n>0&&a>=n&&(r.bulb=e.wrong.bulbTooLong),r}function bl(i,t,e){let r=$s(i),s=bp(i,e),n=kr(i);return{camera:t,frames:yl(i)??null,...n>0&&{interval_s:n},...r!==void 0&&{bulb_s:r},...s.length>0&&{steps:s},...i.kind==="bracket"&&{bracket:!0},...i.kind==="focus"&&{focus_steps:Number(i.steps)*(i.direction==="nearer"?-1:1)},...i.resume&&pa(i)&&{resume:!0},...i.name.trim()!==""&&{name:i.name.trim()}}}function $r(i,t){if(t!==void 0)return"failure"in t?{problem:t.failure.message}:cl(t.settings,i.varied,i.shots,i.stepEv)}function yl(i){let t=$l(i);return t===void 0?void 0:Number(i[t])}function kr(i){return ws(i)?Number(i.interval)*(i.unit==="min"?60:1):0}function ws(i){return i.kind!=="bracket"||Number(i.brackets)>1}function pa({kind:i,brackets:t}){return i==="interval"||i==="bracket"&&Number(t)>1}function wl(i){let t=yl(i),e=kr(i);if(t===void 0||!(t>0)||!(e>0))return;let r=(t-1)*e+($s(i)??0);return r>0?{takesS:r,clipS:t/vl}:void 0}function xl(i){return vl*kr(i)}function xs(i){return i.kind==="bracket"||i.bulb.trim()!==""}function $l({kind:i,isEndless:t}){switch(i){case"interval":return t?void 0:"frames";case"bracket":return"brackets";case"focus":return"pictures"}}function $s({kind:i,bulb:t}){return i!=="interval"||t.trim()===""?void 0:Number(t)}function bp(i,t){if(i.kind==="bracket"){let e=$r(i,t);return e===void 0||"problem"in e?[]:e.values.map(r=>({exposure:pl(i.varied,r,e.isExact)}))}return $s(i)!==void 0&&yp(t)?[{exposure:{shutter_s:"bulb"}}]:[]}function yp(i){let t=i!==void 0&&"settings"in i?i.settings.shutter_s:void 0,e=t?.allowed??[];return t!==void 0&&!t.readonly&&t.value!=="bulb"&&e.includes("bulb")}function fl(i,t){let e=Number(i);return i.trim()!==""&&Number.isInteger(e)&&e>=1&&e<=t}function kl(i,t){return t.length===0?u:o`<div class="field" role="group" aria-label=${l.series.bracket.title}>
    <span class="label">${l.series.bracket.title}</span>
    ${t.map(e=>o`
      ${t.length>1?o`<span class="hint">${le({camera:e})}</span>`:u}
      ${wp(i,et.byCamera.value.get(e))}`)}
  </div>`}function wp(i,t){let{bracket:e}=l.series,r=$r(i,t);return r===void 0?o`<p class="hint">${e.asking}</p>`:"problem"in r?o`<p class="wrong">${r.problem}</p>`:o`<ul class="values">${r.values.map(s=>o`<li>${ul(i.varied,s)}</li>`)}</ul>
    ${r.values.length<i.shots?o`<p class="hint">${e.fewer(r.values.length)}</p>`:u}
    ${r.isExact?u:o`<p class="hint">${e.nearest}</p>`}
    ${i.varied==="exposure_compensation"&&xp(t)?o`<p class="wrong">${e.inManual}</p>`:u}`}function xp(i){return i!==void 0&&"settings"in i&&i.settings.mode?.value==="manual"&&typeof i.settings.iso?.value=="number"}var ks=f`
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
`;function Kt(i,t,e,{hint:r,wrong:s}={}){return o`<div class="field">
    <label for=${i}>${t}</label>
    ${e({id:i,describedBy:`${i}-about`,isWrong:s!==void 0})}
    ${$p(i,r,s)}
  </div>`}function Yt(i,t,{isChecked:e,isDisabled:r=!1,isWrong:s=!1,hint:n},a){return o`<div class="check">
    <input type="checkbox" id=${i} .checked=${V(e)} ?disabled=${r} aria-invalid=${s}
      aria-describedby="${i}-about" @change=${c=>a(c.target.checked)} />
    <label for=${i}>${t}</label>
    ${n===void 0?u:o`<span class="hint" id="${i}-about">${n}</span>`}
  </div>`}function Ss(i,t,e,r,s){return o`<fieldset>
    <legend>${t}</legend>
    <div class="segments">
      ${Object.entries(e).map(([n,a])=>o`<label>
        <input type="radio" name=${i} .value=${n} .checked=${n===r} @change=${()=>s(n)} />${a}
      </label>`)}
    </div>
  </fieldset>`}function $p(i,t,e){return t===void 0&&e===void 0?u:o`<div id="${i}-about" class="field">
        ${e===void 0?u:o`<p class="wrong">${e}</p>`}
        ${t===void 0?u:o`<p class="hint">${t}</p>`}
      </div>`}function pi(i,t){let{series:e}=l;return Y.of(t.id)!==void 0?e.busy:i.kind==="focus"&&!t.abilities.includes("drive_focus")?e.cannot.drive_focus:i.kind==="interval"&&i.bulb.trim()!==""&&!t.abilities.includes("bulb")?e.cannot.bulb:t.state==="ready"||t.state==="busy"?void 0:`${l.cameras.states[t.state]}. ${t.state_reason??""}`.trim()}function Sl(i,t,e,r){let{series:s}=l,n=x.list.value??[],a=p=>e(t.includes(p)?t.filter(v=>v!==p):[...t,p]),[c]=n;if(n.length===0||c!==void 0&&n.length===1){let p=c===void 0?l.cameras.noneLead:pi(i,c);return o`<div class="field">
      <span class="label">${s.camera}</span>
      <span>${c?.name??l.cameras.none}</span>
      ${p===void 0?u:o`<p class="hint">${p}</p>`}
      ${r===void 0||p!==void 0?u:o`<p class="wrong">${r}</p>`}
    </div>`}return o`<fieldset aria-describedby="cameras-about">
    <legend>${s.cameras}</legend>
    ${n.map(p=>{let v=pi(i,p),S={isChecked:t.includes(p.id),isDisabled:v!==void 0,isWrong:r!==void 0,...v!==void 0&&{hint:v}};return Yt(`camera-${p.id}`,le({camera:p.id}),S,()=>a(p.id))})}
    <div id="cameras-about" class="field">
      ${r===void 0?u:o`<p class="wrong">${r}</p>`}
      <p class="hint">${s.each} <a href=${W("camera",Ae)}>${s.together}</a></p>
    </div>
  </fieldset>`}var Q=new k(gl),Es=new k([]);function El(i){let{series:t}=l,e=wl(i);if(e!==void 0){let s=new Date(Date.now()+e.takesS*1e3),n=i.kind==="interval"&&e.clipS>=1;return o`<p class="estimate">${t.takes($e(e.takesS),kp(s))}
      ${n?t.film($e(e.clipS)):u}</p>`}let r=xl(i);return i.kind==="interval"&&i.isEndless&&kr(i)>0&&Number.isFinite(r)?o`<p class="estimate">${t.filmEndless($e(r))}</p>`:u}function kp(i){return i.toDateString()===new Date().toDateString()?ke(i):i.toLocaleString([],{weekday:"short",day:"numeric",month:"short",hour:"2-digit",minute:"2-digit"})}async function _l(i,t){let e=()=>et.byCamera.value.get(i),r=$r(t,e());xs(t)&&await et.refresh(i);let s=$r(t,e());if(t.kind==="bracket"){if(s===void 0||"problem"in s)throw new Error(s?.problem??l.series.bracket.asking);if(JSON.stringify(s)!==JSON.stringify(r))throw new Error(l.series.bracket.changed)}let{sequence:n}=await C().startSequence(bl(t,i,e()));return n}var Sp=[3,5,7,9],Ep=[[1/3,"\u2153 EV"],[2/3,"\u2154 EV"],[1,"1 EV"],[4/3,"1\u2153 EV"],[2,"2 EV"],[3,"3 EV"]],kt=class extends m{constructor(){super();this.isChecked=!1;this.isStarting=!1;this.refusals=[];this.watch(Q,Es,x.list,b.state,et.byCamera,Y.list)}render(){let{series:e}=l,{isStarting:r}=this,{value:s}=Q,n=this.chosen(),a=this.isChecked?ca(s,n):{},c=this.hindrance();return o`<form class="card" aria-labelledby="title" novalidate @submit=${this.submit}>
      <h2 id="title">${e.newSeries}</h2>
      ${Ss("kind",e.kind,e.kindsShort,s.kind,p=>this.change({kind:p}))}
      ${Sl(s,n,p=>Es.value=p,a.cameras)}
      ${this.fieldsOf(s,a)}
      ${this.text("name",e.name,{hint:e.nameHint,wrong:void 0})}
      ${pa(s)?this.resume():u}
      ${El(s)}
      ${this.refusals.map(({camera:p,...v})=>o`
        ${(x.list.value?.length??0)>1?o`<h3>${le({camera:p})}</h3>`:u}
        <rc-failure .failure=${v}></rc-failure>`)}
      <button class="primary" ?disabled=${r||c!==void 0} title=${c??""}>
        ${r?e.starting:n.length>1?e.startCount(n.length):e.start}
      </button>
    </form>`}updated(){xs(Q.value)&&this.chosen().filter(e=>!et.byCamera.value.has(e)).forEach(e=>{et.refresh(e)})}fieldsOf(e,r){switch(e.kind){case"interval":return this.intervalFields(e,r);case"bracket":return this.bracketFields(e,r);case"focus":return this.focusFields(e,r)}}intervalFields(e,r){let{series:s}=l,n=x.list.value?.some(({abilities:a})=>a.includes("bulb"))??!1;return o`
      ${this.interval(r)}
      <div class="pair">
        ${this.text("frames",s.frames,{isDisabled:e.isEndless,wrong:r.frames})}
        <div class="endless">${Yt("endless",s.endless,{isChecked:e.isEndless},a=>this.change({isEndless:a}))}</div>
      </div>
      ${n?this.text("bulb",s.bulb,{hint:s.bulbHint,wrong:r.bulb}):u}`}bracketFields(e,r){let{series:s}=l;return o`
      ${Ss("varied",s.varied,s.variedBy,e.varied,n=>this.change({varied:n}))}
      <div class="pair">
        ${Kt("shots",s.shots,({id:n})=>o`<select id=${n} @change=${this.choose("shots")}>
          ${Sp.map(a=>o`<option .value=${String(a)} ?selected=${a===e.shots}>${a}</option>`)}
        </select>`)}
        ${Kt("stepEv",s.stepEv,({id:n})=>o`<select id=${n} @change=${this.choose("stepEv")}>
          ${Ep.map(([a,c])=>o`<option .value=${String(a)} ?selected=${a===e.stepEv}>${c}</option>`)}
        </select>`)}
      </div>
      ${kl(e,this.chosen())}
      ${this.text("brackets",s.brackets,{hint:s.bracketsHint,wrong:r.brackets})}
      ${ws(e)?this.interval(r):u}`}focusFields(e,r){let{series:s}=l;return o`
      ${Ss("direction",s.direction,s.directions,e.direction,n=>this.change({direction:n}))}
      <div class="pair">
        ${this.text("pictures",s.pictures,{wrong:r.pictures})}
        ${this.text("steps",s.steps,{wrong:r.steps})}
      </div>
      <p class="hint">${s.stepsHint} ${s.focusHint}</p>
      ${this.interval(r)}`}interval(e){let{series:r}=l;return Kt("interval",r.interval,({id:s,describedBy:n,isWrong:a})=>o`<div class="with-unit">
      <input id=${s} inputmode="decimal" autocomplete="off" .value=${Q.value.interval} aria-describedby=${n}
        aria-invalid=${a} @input=${this.type("interval")} />
      <select aria-label=${r.unit} @change=${c=>this.change({unit:ua(c)})}>
        ${["s","min"].map(c=>o`<option value=${c} ?selected=${c===Q.value.unit}>${r.units[c]}</option>`)}
      </select>
    </div>`,{hint:r.intervalHint[Q.value.kind],wrong:e.interval})}resume(){let{resume:e,resumeHint:r}=l.series;return Yt("resume",e,{isChecked:Q.value.resume,hint:r},s=>this.change({resume:s}))}text(e,r,{hint:s,wrong:n,isDisabled:a=!1}){let c={wrong:n,...s!==void 0&&{hint:s}};return Kt(e,r,({id:p,describedBy:v,isWrong:S})=>o`<input id=${p} autocomplete="off"
      inputmode=${e==="name"?"text":"decimal"} maxlength="100" .value=${Q.value[e]} ?disabled=${a}
      aria-describedby=${v} aria-invalid=${S} @input=${this.type(e)} />`,c)}hindrance(){if(b.state.value.kind!=="connected")return l.series.noConnection;let e=(x.list.value??[]).map(r=>pi(Q.value,r));return e.includes(void 0)?void 0:e[0]??l.cameras.noneLead}chosen(){let e=(x.list.value??[]).filter(s=>pi(Q.value,s)===void 0).map(({id:s})=>s);return x.list.value?.length===1?e:e.filter(s=>Es.value.includes(s))}change(e){Q.value={...Q.value,...e},this.refusals=[]}type(e){return r=>this.change({[e]:ua(r)})}choose(e){return r=>this.change({[e]:Number(ua(r))})}async submit(e){e.preventDefault(),this.isChecked=!0;let r=this.chosen(),s=Object.keys(ca(Q.value,r)).length>0;if(this.isStarting||s){await this.updateComplete,this.renderRoot.querySelector('[aria-invalid="true"]')?.focus();return}this.isStarting=!0,this.refusals=[],await Promise.all(r.map(n=>this.start(n))),this.isStarting=this.isChecked=!1}async start(e){try{Y.put(await _l(e,Q.value)),O.say(l.series.started(le({camera:e}))),this.dispatchEvent(new CustomEvent("series-started"))}catch(r){this.refusals=[...this.refusals,{...P(r),camera:e}]}}};kt.styles=[m.styles,ks,f`
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
    `],d([w()],kt.prototype,"isChecked",2),d([w()],kt.prototype,"isStarting",2),d([w()],kt.prototype,"refusals",2),kt=d([g("rc-new-series")],kt);function ua(i){return i.target.value}var Cl=8,Sr=class extends m{constructor(){super();this.showsAll=!1;this.watch(Y.list,Y.unreadable,x.list)}render(){let{series:e}=l,r=(Y.list.value??[]).filter(n=>!ci(n)).toReversed(),s=Y.unreadable.value;return o`
      ${r.length===0?o`<p class="muted">${e.noneOver}</p>`:o`<ul class="card">${r.slice(0,this.showsAll?r.length:Cl).map(n=>this.item(n))}</ul>`}
      ${r.length>Cl&&!this.showsAll?o`<button @click=${()=>this.showsAll=!0}>${e.showAll(r.length)}</button>`:u}
      ${s.length>0?o`<p class="muted small">${e.unreadable(s.join(", "))}</p>`:u}`}item(e){let{series:r}=l,{state:s,frames:n,frames_taken:a,frames_failed:c,slots_missed:p,ended_at:v,reason:S,not_restored:y}=e,$=S??(s==="interrupted"?{message:r.interrupted,remedy:void 0}:void 0);return o`<li>
      <div class="row spread head">
        <span><strong>${xr(e)}</strong> <span class="muted small">${le(e)} · ${ys(e)}</span></span>
        ${v===void 0?u:o`<span class="muted small">${lr(v)}</span>`}
      </div>
      <p><span class="state ${s}">${r.states[s]}</span>: ${r.counts(a,n,p,c)}</p>
      ${$===void 0?u:o`<p class="small">${T($.message)} <span class="muted">${T($.remedy)}</span></p>`}
      ${y===void 0?u:o`<p class="small">${r.notRestored(y.join(", "))}</p>`}
    </li>`}};Sr.styles=[m.styles,f`
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
    `],d([w()],Sr.prototype,"showsAll",2),Sr=d([g("rc-over-list")],Sr);var _p=2,tt=class extends m{constructor(){super();this.isStopping=!1;this.ask=()=>{this.left!==void 0&&this.left<=_p?this.stop():this.dialog.showModal()};this.watch(x.list,b.state)}render(){let e=xr(this.sequence);return o`${this.sequence.state==="stopping"||this.isStopping?this.stopping():this.button(e)} ${this.question(e)}`}get isOnline(){return b.state.value.kind==="connected"}button(e){let{series:r}=l;return o`<button class="danger" aria-label="${r.stop} ${e}" title=${this.isOnline?"":r.noConnection}
      ?disabled=${!this.isOnline} @click=${this.ask}><rc-icon name="stop"></rc-icon>${r.stop}</button>`}stopping(){let{series:e}=l,r=x.find(this.sequence.camera)?.state;return r==="ready"||r==="busy"?o`<p class="muted" role="status">${e.stopping}</p>`:o`<button title=${this.isOnline?"":e.noConnection} ?disabled=${!this.isOnline} @click=${()=>{this.stop()}}>
          ${e.stopNow}
        </button>`}question(e){let{series:r}=l;return o`<dialog aria-labelledby="question">
      <h2 id="question">${r.stopAsk(e)}</h2>
      <p>${r.stopLeft(this.left)}</p>
      <form method="dialog" class="row">
        <button class="danger" @click=${()=>{this.stop()}}>${r.stop}</button>
        <button autofocus>${r.keepOn}</button>
      </form>
    </dialog>`}async stop(){this.isStopping=!0;try{let{sequence:e}=await C().stopSequence({sequence_id:this.sequence.sequence_id});Y.put(e)}catch(e){O.fail(e)}this.isStopping=!1}};tt.styles=[m.styles,f`
      dialog p {
        margin: 8px 0 16px;
      }
    `],d([h({attribute:!1})],tt.prototype,"sequence",2),d([h({attribute:!1})],tt.prototype,"left",2),d([w()],tt.prototype,"isStopping",2),d([M("dialog")],tt.prototype,"dialog",2),tt=d([g("rc-stop-button")],tt);var Cp=250,Er=class extends m{constructor(){super(),this.watch(x.list)}connectedCallback(){super.connectedCallback(),this.ticking=setInterval(()=>this.requestUpdate(),Cp)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.ticking)}render(){let{series:t}=l,{sequence:e}=this,{frames:r,frames_taken:s,state:n}=e,a=xr(e),c=r===null?String(s):t.progress(s,r);return o`<article class="card" aria-label=${a}>
      <header>
        <div class="grow">
          <h3>${a}</h3>
          <p class="muted">${le(e)}</p>
          <p class="muted">${ys(e)}</p>
        </div>
        <span class="state ${n}">${t.states[n]}</span>
      </header>
      ${r===null?u:o`<progress aria-label=${t.taken} max=${r} value=${this.slotsOver}></progress>`}
      ${this.facts(c)}
      ${n==="waiting"?this.why():u}
      ${this.failures()}
      <rc-stop-button .sequence=${e} .left=${this.left}></rc-stop-button>
    </article>`}get now(){return bs.now()}get slotsOver(){let{frames_taken:t,frames_failed:e}=this.sequence;return t+e+la(this.sequence,this.now)}get left(){let{frames:t}=this.sequence;return t===null?void 0:Math.max(0,t-this.slotsOver)}facts(t){let{series:e}=l,{frames_failed:r,drift_last_s:s,drift_max_s:n,interval_s:a}=this.sequence,c=la(this.sequence,this.now),p=s===null||n===null?e.noDrift:`${e.ms(s)} / ${e.ms(n)}`;return o`<dl>
      <div><dt>${e.next}</dt><dd class=${this.sequence.state==="waiting"?"":"large"}>${this.next()}</dd></div>
      <div><dt>${e.taken}</dt><dd class="large">${t}</dd></div>
      <div><dt>${e.left}</dt>${this.end()}</div>
      <div><dt>${e.missed}</dt><dd class=${c>0?"bad":""}>${c}</dd></div>
      <div><dt>${e.failed}</dt><dd class=${r>0?"bad":""}>${r}</dd></div>
      ${a>0?o`<div><dt>${e.drift}</dt><dd>${p}</dd></div>`:u}
    </dl>`}next(){let{series:t}=l,e=oa(this.sequence);return this.sequence.state==="waiting"?t.nextBack:this.sequence.state==="stopping"||this.left===0?t.nextNone:e===void 0?t.nextFree:e-this.now>500?$e((e-this.now)/1e3):t.nextNow}end(){let{frames:t,interval_s:e,started_at:r}=this.sequence;if(t===null||e===0)return o`<dd>${t===null?l.series.leftOpen:l.series.noDrift}</dd>`;let s=Date.parse(r)+(t-1)*e*1e3;return o`<dd class="large">${$e((s-this.now)/1e3)}</dd><dd class="muted at">${ke(new Date(s))}</dd>`}why(){let t=x.find(this.sequence.camera);return o`<p class="away">${t?.state_reason??l.series.notConnected} ${l.series.away}</p>`}failures(){let{failures:t}=this.sequence;return t.length===0?u:o`<details>
      <summary>${l.series.failures(t.length)}</summary>
      <ul>${t.toReversed().map(({frame:e,at:r,error:s})=>o`<li>
        <span><strong>${l.series.picture(e)}</strong>, ${ke(r)}: ${s.message}</span>
        <span class="muted">${T(s.remedy)}</span>
      </li>`)}</ul>
    </details>`}};Er.styles=[m.styles,f`
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
    `],d([h({attribute:!1})],Er.prototype,"sequence",2),Er=d([g("rc-sequence-card")],Er);var Pp=20,Rp=300,Mp=2e3,ma=class{constructor(){this.state=new k(void 0);this.saved=new k([]);this.viewers=0;b.session.subscribe(()=>this.follow(b.session.value)),b.state.subscribe(()=>{b.state.value.kind==="connected"&&this.refresh()})}async refresh(){try{let t=await b.session.value?.listTethering();t!==void 0&&(this.state.value={saveDir:t.save_dir,byCamera:new Map(t.tetherings.map(e=>[e.camera,e]))})}catch{}}put(t){let{value:e}=this.state;e!==void 0&&(this.state.value={...e,byCamera:new Map(e.byCamera).set(t.camera,t)})}attend(){return this.viewers+=1,this.viewers===1&&(this.looking=setInterval(()=>this.look(),Mp),this.refresh()),()=>{this.viewers-=1,this.viewers===0&&clearInterval(this.looking)}}follow(t){if(t===void 0){this.state.value=void 0,this.saved.value=[];return}t.on("file_saved",e=>this.fileSaved(e)),t.on("save_failed",e=>this.saveFailed(e)),t.on("file_added",()=>this.viewers>0&&this.refreshSoon()),t.on("camera_state_changed",()=>this.viewers>0&&this.refreshSoon()),t.onEventsMissed(()=>{this.refresh()}),this.refresh()}look(){[...this.state.value?.byCamera.values()??[]].some(({pending:e,failing:r})=>e>0||r.length>0)&&this.refresh()}fileSaved(t){this.saved.value=[t,...this.saved.value].slice(0,Pp),this.refreshSoon()}saveFailed({file:t,step:e,error:r}){O.tell(l.series.saveFailed[e](t.filename,r.message),"bad"),this.refreshSoon()}refreshSoon(){clearTimeout(this.soon),this.soon=setTimeout(()=>{this.refresh()},Rp)}},rt=new ma;var be=class extends m{constructor(){super();this.camera="";this.isApplied=!1;this.typed=e=>{this.template=e.target.value,this.isApplied=!1};this.ticked=e=>{this.deletes=e,this.isApplied=!1};this.apply=e=>{e.preventDefault();let{tethering:r}=this;r!==void 0&&this.set({name_template:this.template??r.name_template,delete_after:this.deletes??r.delete_after})};this.watch(x.list,b.state)}render(){let{series:e}=l,{tethering:r,changingTo:s}=this,n=s??r?.active??!1,a=le({camera:this.camera}),c=this.hindrance();return o`<article class="card" aria-label=${e.tether(a)}>
      <div class="head">
        <div class="grow">
          <h3>${a}</h3>
          ${c===void 0?u:o`<p class="hint" id="why">${c}</p>`}
        </div>
        <button role="switch" aria-checked=${n} aria-label=${e.tether(a)} aria-describedby="why" title=${c??""}
          ?disabled=${c!==void 0||s!==void 0} @click=${()=>{this.toggle(!n)}}>
          ${n?e.on:e.off}
        </button>
      </div>
      ${s===void 0?u:o`<p class="muted" role="status">${s?e.tetherStarting:e.tetherStopping}</p>`}
      ${r===void 0?u:this.counts(r)}
      ${Op(r?.failing??[]).map(p=>this.trouble(p))}
      <rc-failure .failure=${this.failure}></rc-failure>
      ${r===void 0?u:this.options(r,c)}
    </article>`}hindrance(){return b.state.value.kind!=="connected"?l.series.noConnection:x.find(this.camera)===void 0?l.series.notConnected:void 0}counts({saved:e,pending:r,saving:s,delete_after:n,name_template:a}){let{series:c}=l;return o`<p class="counts">
        <span>${c.saved(e)}</span>
        <span class=${r>0?"warn":"muted"}>${c.pending(r)}</span>
        ${s===void 0?u:o`<span>${c.savingNow(s.filename)}</span>`}
        ${n?o`<span class="warn">${c.deletes}</span>`:u}
      </p>
      <p class="mono muted">${a}</p>`}trouble([{file:e,error:r,tries:s},...n]){let a=e===void 0?r.message:`${l.series.files(e.filename,n.length)}: ${r.message}`;return o`<div class="field">
      <rc-failure .failure=${{message:a,remedy:r.remedy}}></rc-failure>
      <p class="hint">${l.series.trouble(s)}</p>
    </div>`}options(e,r){let{series:s}=l,n=r??(e.active?void 0:s.optionsOff),a=n!==void 0;return o`<details>
      <summary>${s.options}</summary>
      <form @submit=${this.apply}>
        ${Kt("template",s.template,({id:c,describedBy:p})=>o`<input id=${c} autocomplete="off" spellcheck="false" maxlength="500"
          .value=${this.template??e.name_template} ?disabled=${a} aria-describedby=${p} @input=${this.typed} />`,{hint:s.templateHint})}
        ${Yt("delete",s.deleteAfter,{isChecked:this.deletes??e.delete_after,isDisabled:a,hint:s.deleteAfterHint},this.ticked)}
        <div class="row">
          <button ?disabled=${a} title=${n??""}>${s.apply}</button>
          <button type="button" class="quiet" ?disabled=${a} title=${n??""} @click=${()=>{this.set({})}}>${s.serversOwn}</button>
          ${this.isApplied?o`<span role="status">${s.applied}</span>`:u}
        </div>
        ${a?o`<p class="hint">${n}</p>`:u}
      </form>
    </details>`}async set(e){this.isApplied=await this.call(()=>C().startTethering({camera:this.camera,...e})),this.isApplied&&(this.template=this.deletes=void 0)}async toggle(e){let{camera:r,tethering:s}=this,n=s===void 0?{}:{name_template:s.name_template,delete_after:s.delete_after};this.changingTo=e,await this.call(()=>e?C().startTethering({camera:r,...n}):C().stopTethering({camera:r})),this.changingTo=void 0}async call(e){this.failure=void 0;try{return rt.put(await e()),!0}catch(r){return this.failure=P(r),!1}}};be.styles=[m.styles,ks,f`
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
    `],d([h()],be.prototype,"camera",2),d([h({attribute:!1})],be.prototype,"tethering",2),d([w()],be.prototype,"changingTo",2),d([w()],be.prototype,"failure",2),d([w()],be.prototype,"isApplied",2),d([w()],be.prototype,"template",2),d([w()],be.prototype,"deletes",2),be=d([g("rc-tether-card")],be);function Op(i){let t=new Map;for(let e of i){let r=`${e.file===void 0} ${e.error.message}`,s=t.get(r);s===void 0?t.set(r,[e]):s.push(e)}return[...t.values()]}var ui=class extends m{constructor(){super(),this.watch(rt.state,rt.saved,x.list)}connectedCallback(){super.connectedCallback(),this.end=rt.attend()}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}render(){let{series:t}=l,{value:e}=rt.state;if(e===void 0)return o`<p class="muted">${t.loading}</p>`;if(e.saveDir===null)return o`<p class="card">${t.noSaveDir} <code class="whole">--save-dir ~/Pictures/studio</code>.</p>`;let r=new Set([...(x.list.value??[]).map(({id:s})=>s),...e.byCamera.keys()]);return o`
      <p class="muted">${t.tetheringLead} ${t.saveDir} <code>${e.saveDir}</code>.</p>
      ${r.size===0?o`<p class="muted">${t.noCameras}</p>`:o`<div class="cards">
        ${B(r,s=>s,s=>o`<rc-tether-card .camera=${s} .tethering=${e.byCamera.get(s)}></rc-tether-card>`)}
      </div>`}
      <h3 id="saved">${t.lastSaved}</h3>
      ${rt.saved.value.length===0?o`<p class="muted">${t.noneSaved}</p>`:o`<ul class="card saved" aria-labelledby="saved">${rt.saved.value.map(s=>this.file(s))}</ul>`}`}file({at:t,path:e,size_bytes:r}){return o`<li><code>${e}</code><span class="muted">${F(r)}, ${ke(t)}</span></li>`}};ui.styles=[m.styles,f`
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
    `],ui=d([g("rc-tethering")],ui);var _r=class extends m{constructor(){super(),this.watch(Y.list)}connectedCallback(){super.connectedCallback(),this.end=Y.attend()}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}render(){let{series:t}=l,{value:e}=Y.list,r=e?.filter(ci)??[],s=e===void 0?t.loading:t.noneRunning;return o`<h1 class="visually-hidden">${t.title}</h1>
      <div class="areas">
        <section class="running" aria-labelledby="running">
          <h2 id="running">${t.running}</h2>
          ${r.length===0?o`<p class="muted">${s}</p>`:o`<div class="cards">
            ${B(r,({sequence_id:n})=>n,n=>o`<rc-sequence-card .sequence=${n}></rc-sequence-card>`)}
          </div>`}
        </section>
        <rc-new-series @series-started=${()=>this.running.scrollIntoView({block:"nearest"})}></rc-new-series>
        <section class="tethering" aria-labelledby="tethering">
          <h2 id="tethering">${t.tethering}</h2>
          <rc-tethering></rc-tethering>
        </section>
        <section class="over" aria-labelledby="over">
          <h2 id="over">${t.over}</h2>
          <rc-over-list></rc-over-list>
        </section>
      </div>`}};_r.styles=[m.styles,f`
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
      }
    `],d([M(".running")],_r.prototype,"running",2),_r=d([g("rc-series-view")],_r);var Ap={" ":"Space",ArrowLeft:"\u2190",ArrowRight:"\u2192",ArrowUp:"\u2191",ArrowDown:"\u2193"},Cr=class extends m{constructor(){super(),this.watch(nt)}toggle(){this.dialog.open?this.dialog.close():this.dialog.showModal()}render(){return o`<dialog aria-labelledby="title">
      <h2 id="title">${l.keys.title}</h2>
      <dl>
        ${nt.value.map(({key:t,label:e})=>o`<dt><kbd>${Ap[t]??t}</kbd></dt><dd>${e}</dd>`)}
      </dl>
      <form method="dialog"><button>${l.close}</button></form>
    </dialog>`}};Cr.styles=[m.styles,f`
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
    `],d([M("dialog")],Cr.prototype,"dialog",2),Cr=d([g("rc-key-list")],Cr);var mi=class extends m{constructor(){super(),this.watch(O.shown,O.spoken)}render(){return o`
      <div class="list" role="log" aria-live="polite" aria-label=${l.notices}>
        ${B(O.shown.value,({id:t})=>t,t=>this.item(t))}
      </div>
      <p class="visually-hidden" role="status">${O.spoken.value}</p>
    `}item({id:t,kind:e,message:r,remedy:s}){return o`<div class="notice ${e}">
      <div class="grow">
        <p>${T(r)}</p>
        ${s?o`<p class="muted">${T(s)}</p>`:u}
      </div>
      <button class="quiet icon" aria-label=${l.dismiss} @click=${()=>O.dismiss(t)}>
        <rc-icon name="close"></rc-icon>
      </button>
    </div>`}};mi.styles=[m.styles,f`
      .list {
        position: fixed;
        z-index: 30;
        right: 16px;
        bottom: 16px;
        display: grid;
        gap: 8px;
        width: min(26rem, calc(100vw - 32px));
      }
      @media (max-width: 700px) {
        .list {
          bottom: calc(72px + env(safe-area-inset-bottom));
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
    `],mi=d([g("rc-notices")],mi);var Vt=class extends m{constructor(){super();this.isEmpty=!1;this.watch(b.state)}render(){let{value:e}=b.state,r=e.kind!=="signed-out";return o`
      <form class="card" @submit=${this.submit}>
        <h1>${l.name}</h1>
        <p class="muted">${T(l.signIn.lead)}</p>
        <div class="field">
          <label for="token">${l.signIn.token}</label>
          <input id="token" type="password" autocomplete="current-password" autofocus ?disabled=${r} />
        </div>
        <rc-failure .failure=${this.failure()}></rc-failure>
        <button class="primary" ?disabled=${r}>${r?l.signIn.checking:l.signIn.go}</button>
      </form>
    `}failure(){let{value:e}=b.state;return this.isEmpty?{message:l.signIn.empty}:e.kind==="signed-out"?e.failure:void 0}submit(e){e.preventDefault();let r=this.input.value.trim();this.isEmpty=r==="",this.isEmpty||b.signIn(r)}};Vt.styles=[m.styles,f`
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
    `],d([w()],Vt.prototype,"isEmpty",2),d([M("input")],Vt.prototype,"input",2),Vt=d([g("rc-sign-in")],Vt);var Jt=class extends m{constructor(){super();this.showKeys=()=>{};this.watch(x.list,x.details,Te)}render(){return o`<header>
      ${this.picker()}
      ${this.camera===void 0||this.isAll?u:this.facts(this.camera,x.details.value.get(this.camera.id))}
      <span class="grow"></span>
      <button class="quiet icon wide" aria-label=${l.keys.show} title=${l.keys.show} @click=${()=>this.showKeys()}>
        <rc-icon name="key"></rc-icon>
      </button>
      <button class="quiet icon" aria-label=${l.signIn.out} title=${l.signIn.out} @click=${()=>b.signOut()}>
        <rc-icon name="out"></rc-icon>
      </button>
    </header>`}get isAll(){return Te.value.view==="camera"&&Te.value.rest===Ae}picker(){let e=x.list.value??[];return e.length===0?o`<strong>${l.name}</strong>`:o`<select aria-label=${l.cameras.pick} @change=${this.pick}>
      ${e.length>1?o`<option value=${Ae} .selected=${this.isAll}>${l.cameras.all}</option>`:u}
      ${e.map(({id:r})=>o`<option value=${r} .selected=${!this.isAll&&r===this.camera?.id}>${x.nameOf(r)}</option>`)}
    </select>`}pick(e){let{value:r}=e.target;location.hash=W(Te.value.view==="pictures"&&r!==Ae?"pictures":"camera",r)}facts(e,r){let s=r?.storage.find(({free_bytes:c})=>c!==void 0),n=r?.battery_percent,{state:a}=e;return o`<span class="state ${a}" title=${e.state_reason??""}>${l.cameras.states[a]}</span>
      <span class="facts">
        ${n===void 0?u:o`<span class="fact"><rc-icon name="battery"></rc-icon>
          <span class="visually-hidden">${l.cameras.battery(n)}</span><span aria-hidden="true">${n} %</span></span>`}
        ${s?.free_bytes===void 0?u:o`<span class="fact wide"><rc-icon name="card"></rc-icon>
          ${l.cameras.space(F(s.free_bytes),s.free_images)}</span>`}
        ${r?.lens?o`<span class="fact wide"><rc-icon name="lens"></rc-icon>${r.lens}</span>`:u}
      </span>`}};Jt.styles=[m.styles,f`
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
        .state {
          display: block;
          overflow: hidden;
          text-overflow: ellipsis;
        }
        .state::before {
          display: inline-block;
          margin-right: 6px;
        }
      }
    `],d([h({attribute:!1})],Jt.prototype,"camera",2),d([h({attribute:!1})],Jt.prototype,"showKeys",2),Jt=d([g("rc-top-bar")],Jt);var Pr=class extends m{constructor(){super();this.wasLost=!1;this.onKey=e=>{if(e.key==="?"){let r=e.composedPath()[0];r instanceof HTMLElement&&r.matches("input, select, textarea")||this.keyList.toggle();return}La(e)};this.watch(b.state,b.session,x.list,Te),b.state.subscribe(()=>this.sayState()),b.start()}connectedCallback(){super.connectedCallback(),addEventListener("keydown",this.onKey)}disconnectedCallback(){super.disconnectedCallback(),removeEventListener("keydown",this.onKey)}render(){return o`${b.session.value===void 0?o`<main><rc-sign-in></rc-sign-in></main>`:this.frame()}
      <rc-notices></rc-notices><rc-key-list></rc-key-list>`}frame(){let{view:e,rest:r}=Te.value,s=x.find(r)??(r===void 0||r===Ae||e==="explorer"?x.list.value?.[0]:void 0);return document.title=`${l.views[e]} \xB7 ${l.name}`,o`<div class="frame">
      <nav aria-label=${l.navigation}>${bn.map(n=>this.link(n,s?.id))}</nav>
      <rc-top-bar .camera=${s} .showKeys=${()=>this.keyList.toggle()}></rc-top-bar>
      ${b.state.value.kind==="connected"?u:o`<div class="lost" role="status">${l.connection.lost}</div>`}
      <main>${this.view(e,s?.id,r)}</main>
    </div>`}link(e,r){let s=Te.value.view===e;return o`<a href=${W(e,e==="camera"||e==="pictures"?r:void 0)} aria-current=${s?"page":u}>
      <rc-icon name=${e}></rc-icon>${l.views[e]}
    </a>`}view(e,r,s){switch(e){case"camera":return o`<h1 class="visually-hidden">${s===Ae?l.cameras.all:l.views.camera}</h1>
          ${s===Ae?o`<rc-wall></rc-wall>`:this.ofCamera(r,s,o`<rc-camera-view .camera=${r}></rc-camera-view>`)}`;case"pictures":return this.ofCamera(r,s,o`<rc-pictures-view .camera=${r}></rc-pictures-view>`);case"series":return o`<rc-series-view></rc-series-view>`;case"explorer":return o`<rc-explorer-view .method=${s}></rc-explorer-view>`;case"log":return o`<rc-log-view></rc-log-view>`}}ofCamera(e,r,s){return e!==void 0?_i(e,s):x.list.value===void 0?u:r===void 0?o`<rc-no-camera></rc-no-camera>`:o`<rc-empty icon="camera" heading=${l.cameras.gone(r)}><p class="muted">${l.cameras.goneLead}</p></rc-empty>`}sayState(){let e=b.state.value.kind==="lost";this.wasLost&&b.state.value.kind==="connected"&&O.tell(l.connection.back,"good"),this.wasLost=e}};Pr.styles=[m.styles,f`
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
    `],d([M("rc-key-list")],Pr.prototype,"keyList",2),Pr=d([g("rc-app")],Pr);
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
