var qs=Object.defineProperty;var Is=Object.getOwnPropertyDescriptor;var u=(i,e,t,r)=>{for(var s=r>1?void 0:r?Is(e,t):e,a=i.length-1,n;a>=0;a--)(n=i[a])&&(s=(r?n(e,t,s):n(s))||s);return r&&s&&qs(e,t,s),s};var qt=globalThis,It=qt.ShadowRoot&&(qt.ShadyCSS===void 0||qt.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Er=Symbol(),Pi=new WeakMap,nt=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==Er)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(It&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=Pi.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&Pi.set(t,e))}return e}toString(){return this.cssText}},Ri=i=>new nt(typeof i=="string"?i:i+"",void 0,Er),x=(i,...e)=>{let t=i.length===1?i[0]:e.reduce((r,s,a)=>r+(n=>{if(n._$cssResult$===!0)return n.cssText;if(typeof n=="number")return n;throw Error("Value passed to 'css' function must be a 'css' function result: "+n+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+i[a+1],i[0]);return new nt(t,i,Er)},Ai=(i,e)=>{if(It)i.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),s=qt.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=t.cssText,i.appendChild(r)}},$r=It?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return Ri(t)})(i):i;var{is:Us,defineProperty:Gs,getOwnPropertyDescriptor:Hs,getOwnPropertyNames:Bs,getOwnPropertySymbols:js,getPrototypeOf:zs}=Object,Ut=globalThis,Mi=Ut.trustedTypes,Ws=Mi?Mi.emptyScript:"",Ys=Ut.reactiveElementPolyfillSupport,ot=(i,e)=>i,lt={toAttribute(i,e){switch(e){case Boolean:i=i?Ws:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let t=i;switch(e){case Boolean:t=i!==null;break;case Number:t=i===null?null:Number(i);break;case Object:case Array:try{t=JSON.parse(i)}catch{t=null}}return t}},Gt=(i,e)=>!Us(i,e),Ti={attribute:!0,type:String,converter:lt,reflect:!1,useDefault:!1,hasChanged:Gt};Symbol.metadata??=Symbol("metadata"),Ut.litPropertyMetadata??=new WeakMap;var ae=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Ti){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(e,r,t);s!==void 0&&Gs(this.prototype,e,s)}}static getPropertyDescriptor(e,t,r){let{get:s,set:a}=Hs(this.prototype,e)??{get(){return this[t]},set(n){this[t]=n}};return{get:s,set(n){let o=s?.call(this);a?.call(this,n),this.requestUpdate(e,o,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Ti}static _$Ei(){if(this.hasOwnProperty(ot("elementProperties")))return;let e=zs(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(ot("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(ot("properties"))){let t=this.properties,r=[...Bs(t),...js(t)];for(let s of r)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,s]of t)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let s=this._$Eu(t,r);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let s of r)t.unshift($r(s))}else e!==void 0&&t.push($r(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ai(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,r);if(s!==void 0&&r.reflect===!0){let a=(r.converter?.toAttribute!==void 0?r.converter:lt).toAttribute(t,r.type);this._$Em=e,a==null?this.removeAttribute(s):this.setAttribute(s,a),this._$Em=null}}_$AK(e,t){let r=this.constructor,s=r._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let a=r.getPropertyOptions(s),n=typeof a.converter=="function"?{fromAttribute:a.converter}:a.converter?.fromAttribute!==void 0?a.converter:lt;this._$Em=s;let o=n.fromAttribute(t,a.type);this[s]=o??this._$Ej?.get(s)??o,this._$Em=null}}requestUpdate(e,t,r,s=!1,a){if(e!==void 0){let n=this.constructor;if(s===!1&&(a=this[e]),r??=n.getPropertyOptions(e),!((r.hasChanged??Gt)(a,t)||r.useDefault&&r.reflect&&a===this._$Ej?.get(e)&&!this.hasAttribute(n._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:s,wrapped:a},n){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,n??t??this[e]),a!==!0||n!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,a]of this._$Ep)this[s]=a;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,a]of r){let{wrapped:n}=a,o=this[s];n!==!0||this._$AL.has(s)||o===void 0||this.C(s,void 0,a,o)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};ae.elementStyles=[],ae.shadowRootOptions={mode:"open"},ae[ot("elementProperties")]=new Map,ae[ot("finalized")]=new Map,Ys?.({ReactiveElement:ae}),(Ut.reactiveElementVersions??=[]).push("2.1.2");var Cr=globalThis,Di=i=>i,Ht=Cr.trustedTypes,Oi=Ht?Ht.createPolicy("lit-html",{createHTML:i=>i}):void 0,Pr="$lit$",ne=`lit$${Math.random().toFixed(9).slice(2)}$`,Rr="?"+ne,Vs=`<${Rr}>`,Ee=document,dt=()=>Ee.createComment(""),ut=i=>i===null||typeof i!="object"&&typeof i!="function",Ar=Array.isArray,Ui=i=>Ar(i)||typeof i?.[Symbol.iterator]=="function",Sr=`[ 	
\f\r]`,ct=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Fi=/-->/g,Li=/>/g,_e=RegExp(`>|${Sr}(?:([^\\s"'>=/]+)(${Sr}*=${Sr}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ni=/'/g,qi=/"/g,Gi=/^(?:script|style|textarea|title)$/i,Mr=i=>(e,...t)=>({_$litType$:i,strings:e,values:t}),d=Mr(1),S=Mr(2),cn=Mr(3),L=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),Ii=new WeakMap,ke=Ee.createTreeWalker(Ee,129);function Hi(i,e){if(!Ar(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return Oi!==void 0?Oi.createHTML(e):e}var Bi=(i,e)=>{let t=i.length-1,r=[],s,a=e===2?"<svg>":e===3?"<math>":"",n=ct;for(let o=0;o<t;o++){let l=i[o],f,k,p=-1,g=0;for(;g<l.length&&(n.lastIndex=g,k=n.exec(l),k!==null);)g=n.lastIndex,n===ct?k[1]==="!--"?n=Fi:k[1]!==void 0?n=Li:k[2]!==void 0?(Gi.test(k[2])&&(s=RegExp("</"+k[2],"g")),n=_e):k[3]!==void 0&&(n=_e):n===_e?k[0]===">"?(n=s??ct,p=-1):k[1]===void 0?p=-2:(p=n.lastIndex-k[2].length,f=k[1],n=k[3]===void 0?_e:k[3]==='"'?qi:Ni):n===qi||n===Ni?n=_e:n===Fi||n===Li?n=ct:(n=_e,s=void 0);let b=n===_e&&i[o+1].startsWith("/>")?" ":"";a+=n===ct?l+Vs:p>=0?(r.push(f),l.slice(0,p)+Pr+l.slice(p)+ne+b):l+ne+(p===-2?o:b)}return[Hi(i,a+(i[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},pt=class i{constructor({strings:e,_$litType$:t},r){let s;this.parts=[];let a=0,n=0,o=e.length-1,l=this.parts,[f,k]=Bi(e,t);if(this.el=i.createElement(f,r),ke.currentNode=this.el.content,t===2||t===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(s=ke.nextNode())!==null&&l.length<o;){if(s.nodeType===1){if(s.hasAttributes())for(let p of s.getAttributeNames())if(p.endsWith(Pr)){let g=k[n++],b=s.getAttribute(p).split(ne),E=/([.?@])?(.*)/.exec(g);l.push({type:1,index:a,name:E[2],strings:b,ctor:E[1]==="."?jt:E[1]==="?"?zt:E[1]==="@"?Wt:Se}),s.removeAttribute(p)}else p.startsWith(ne)&&(l.push({type:6,index:a}),s.removeAttribute(p));if(Gi.test(s.tagName)){let p=s.textContent.split(ne),g=p.length-1;if(g>0){s.textContent=Ht?Ht.emptyScript:"";for(let b=0;b<g;b++)s.append(p[b],dt()),ke.nextNode(),l.push({type:2,index:++a});s.append(p[g],dt())}}}else if(s.nodeType===8)if(s.data===Rr)l.push({type:2,index:a});else{let p=-1;for(;(p=s.data.indexOf(ne,p+1))!==-1;)l.push({type:7,index:a}),p+=ne.length-1}a++}}static createElement(e,t){let r=Ee.createElement("template");return r.innerHTML=e,r}};function $e(i,e,t=i,r){if(e===L)return e;let s=r!==void 0?t._$Co?.[r]:t._$Cl,a=ut(e)?void 0:e._$litDirective$;return s?.constructor!==a&&(s?._$AO?.(!1),a===void 0?s=void 0:(s=new a(i),s._$AT(i,t,r)),r!==void 0?(t._$Co??=[])[r]=s:t._$Cl=s),s!==void 0&&(e=$e(i,s._$AS(i,e.values),s,r)),e}var Bt=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,s=(e?.creationScope??Ee).importNode(t,!0);ke.currentNode=s;let a=ke.nextNode(),n=0,o=0,l=r[0];for(;l!==void 0;){if(n===l.index){let f;l.type===2?f=new Ge(a,a.nextSibling,this,e):l.type===1?f=new l.ctor(a,l.name,l.strings,this,e):l.type===6&&(f=new Yt(a,this,e)),this._$AV.push(f),l=r[++o]}n!==l?.index&&(a=ke.nextNode(),n++)}return ke.currentNode=Ee,s}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},Ge=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,s){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=$e(this,e,t),ut(e)?e===h||e==null||e===""?(this._$AH!==h&&this._$AR(),this._$AH=h):e!==this._$AH&&e!==L&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Ui(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==h&&ut(this._$AH)?this._$AA.nextSibling.data=e:this.T(Ee.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,s=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=pt.createElement(Hi(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(t);else{let a=new Bt(s,this),n=a.u(this.options);a.p(t),this.T(n),this._$AH=a}}_$AC(e){let t=Ii.get(e.strings);return t===void 0&&Ii.set(e.strings,t=new pt(e)),t}k(e){Ar(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,s=0;for(let a of e)s===t.length?t.push(r=new i(this.O(dt()),this.O(dt()),this,this.options)):r=t[s],r._$AI(a),s++;s<t.length&&(this._$AR(r&&r._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=Di(e).nextSibling;Di(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},Se=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,s,a){this.type=1,this._$AH=h,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=a,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=h}_$AI(e,t=this,r,s){let a=this.strings,n=!1;if(a===void 0)e=$e(this,e,t,0),n=!ut(e)||e!==this._$AH&&e!==L,n&&(this._$AH=e);else{let o=e,l,f;for(e=a[0],l=0;l<a.length-1;l++)f=$e(this,o[r+l],t,l),f===L&&(f=this._$AH[l]),n||=!ut(f)||f!==this._$AH[l],f===h?e=h:e!==h&&(e+=(f??"")+a[l+1]),this._$AH[l]=f}n&&!s&&this.j(e)}j(e){e===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},jt=class extends Se{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===h?void 0:e}},zt=class extends Se{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==h)}},Wt=class extends Se{constructor(e,t,r,s,a){super(e,t,r,s,a),this.type=5}_$AI(e,t=this){if((e=$e(this,e,t,0)??h)===L)return;let r=this._$AH,s=e===h&&r!==h||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,a=e!==h&&(r===h||s);s&&this.element.removeEventListener(this.name,this,r),a&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Yt=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){$e(this,e)}},ji={M:Pr,P:ne,A:Rr,C:1,L:Bi,R:Bt,D:Ui,V:$e,I:Ge,H:Se,N:zt,U:Wt,B:jt,F:Yt},Ks=Cr.litHtmlPolyfillSupport;Ks?.(pt,Ge),(Cr.litHtmlVersions??=[]).push("3.3.3");var zi=(i,e,t)=>{let r=t?.renderBefore??e,s=r._$litPart$;if(s===void 0){let a=t?.renderBefore??null;r._$litPart$=s=new Ge(e.insertBefore(dt(),a),a,void 0,t??{})}return s._$AI(i),s};var Tr=globalThis,ue=class extends ae{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=zi(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return L}};ue._$litElement$=!0,ue.finalized=!0,Tr.litElementHydrateSupport?.({LitElement:ue});var Js=Tr.litElementPolyfillSupport;Js?.({LitElement:ue});(Tr.litElementVersions??=[]).push("4.2.2");var y=i=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(i,e)}):customElements.define(i,e)};var Qs={attribute:!0,type:String,converter:lt,reflect:!1,hasChanged:Gt},Xs=(i=Qs,e,t)=>{let{kind:r,metadata:s}=t,a=globalThis.litPropertyMetadata.get(s);if(a===void 0&&globalThis.litPropertyMetadata.set(s,a=new Map),r==="setter"&&((i=Object.create(i)).wrapped=!0),a.set(t.name,i),r==="accessor"){let{name:n}=t;return{set(o){let l=e.get.call(this);e.set.call(this,o),this.requestUpdate(n,l,i,!0,o)},init(o){return o!==void 0&&this.C(n,void 0,i,o),o}}}if(r==="setter"){let{name:n}=t;return function(o){let l=this[n];e.call(this,o),this.requestUpdate(n,l,i,!0,o)}}throw Error("Unsupported decorator location: "+r)};function v(i){return(e,t)=>typeof t=="object"?Xs(i,e,t):((r,s,a)=>{let n=s.hasOwnProperty(a);return s.constructor.createProperty(a,r),n?Object.getOwnPropertyDescriptor(s,a):void 0})(i,e,t)}function O(i){return v({...i,state:!0,attribute:!1})}var Ce=(i,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(i,e,t),t);function N(i,e){return(t,r,s)=>{let a=n=>n.renderRoot?.querySelector(i)??null;if(e){let{get:n,set:o}=typeof r=="object"?t:s??(()=>{let l=Symbol();return{get(){return this[l]},set(f){this[l]=f}}})();return Ce(t,r,{get(){let l=n.call(this);return l===void 0&&(l=a(this),(l!==null||this.hasUpdated)&&o.call(this,l)),l}})}return Ce(t,r,{get(){return a(this)}})}}var W={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},pe=i=>(...e)=>({_$litDirective$:i,values:e}),X=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,r){this._$Ct=e,this._$AM=t,this._$Ci=r}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Zs}=ji,Wi=i=>i;var Vi=i=>i.strings===void 0,Yi=()=>document.createComment(""),He=(i,e,t)=>{let r=i._$AA.parentNode,s=e===void 0?i._$AB:e._$AA;if(t===void 0){let a=r.insertBefore(Yi(),s),n=r.insertBefore(Yi(),s);t=new Zs(a,n,i,i.options)}else{let a=t._$AB.nextSibling,n=t._$AM,o=n!==i;if(o){let l;t._$AQ?.(i),t._$AM=i,t._$AP!==void 0&&(l=i._$AU)!==n._$AU&&t._$AP(l)}if(a!==s||o){let l=t._$AA;for(;l!==a;){let f=Wi(l).nextSibling;Wi(r).insertBefore(l,s),l=f}}}return t},me=(i,e,t=i)=>(i._$AI(e,t),i),ea={},Be=(i,e=ea)=>i._$AH=e,Ki=i=>i._$AH,Vt=i=>{i._$AR(),i._$AA.remove()};var Ji=pe(class extends X{constructor(){super(...arguments),this.key=h}render(i,e){return this.key=i,e}update(i,[e,t]){return e!==this.key&&(Be(i),this.key=e),t}});var C=class{constructor(e){this.listeners=new Set;this.current=e}get value(){return this.current}set value(e){Object.is(e,this.current)||(this.current=e,this.listeners.forEach(t=>t()))}subscribe(e){return this.listeners.add(e),()=>{this.listeners.delete(e)}}},Kt=class{constructor(e,...t){this.ends=[];this.host=e,this.values=t,e.addController(this)}hostConnected(){this.ends=this.values.map(e=>e.subscribe(()=>this.host.requestUpdate())),this.host.requestUpdate()}hostDisconnected(){this.ends.splice(0).forEach(e=>e())}};var he=new C([]),H=class{constructor(e,t){this.own=t,e.addController(this)}hostConnected(){he.value=[...he.value,...this.own]}hostDisconnected(){he.value=he.value.filter(e=>!this.own.includes(e))}};function Qi(i){if(i.defaultPrevented||i.ctrlKey||i.metaKey||i.altKey||i.repeat||ta(i))return;let e=he.value.findLast(({key:t})=>t===i.key);e!==void 0&&(i.preventDefault(),e.run(i))}function ta(i){let e=i.composedPath()[0];return e instanceof HTMLElement?e.matches("button, a, summary, [role=button]")&&(i.key===" "||i.key==="Enter")||e.matches("input, select, textarea, [contenteditable]")||e.closest("dialog")!==null:!1}var w=class extends Error{static CODE=0;static NAME="";static RETRYABLE=!1;static REMEDY="";code;data;constructor(e,t,r={}){super(e);let{CODE:s,NAME:a,RETRYABLE:n,REMEDY:o}=new.target;this.name=new.target.name,this.code=t??s,this.data={name:a,retryable:n,remedy:o,...r}}get errorName(){return this.data.name}get remedy(){return this.data.remedy}get retryable(){return this.data.retryable}toString(){return`${this.name}: ${this.message} ${this.remedy}`.trimEnd()}};var ra={1e3:"it was done",1001:"it is going away",1005:"it said no reason",1006:"no reason came",1008:"it refuses this client",1009:"a message was too large",1011:"it has a fault"},ia={401:"it, or a proxy before it, wants another token or login",403:"it, or a proxy before it, serves neither this client nor this name: see its --allow-host and --allow-origin",404:"there is nothing at this path: the service's own ends in /rpc",426:"there is no WebSocket at this path, or a proxy does not pass it on",502:"the proxy before it does not reach it",503:"it has no room for more clients now, or the proxy before it does not reach it"},F=class extends Error{name="ConnectFailed"},oe=class extends F{name="HandshakeRefused";status;retryAfterS;constructor(e,t,r){let s=r===void 0?"":`; try again in ${r} s`;super(`${e} refuses the connection: ${ia[t]??"unknown status"} (HTTP ${t})${s}.`),this.status=t,this.retryAfterS=r}},P=class i extends Error{name="ConnectionLost";code;reason;method;isSafeToRepeat;constructor(e,t,r="",s=!1){let a=e===1006?"The connection broke off":"The service closed the connection",n=t||(ra[e]??"unknown close code");super(`${a}: ${n} (${e}).${Xi(r,s)}`),this.code=e,this.reason=t,this.method=r,this.isSafeToRepeat=s}whileCalling(e,t){return new i(this.code,this.reason,e,t)}},Y=class extends Error{name="SessionClosed";constructor(){super("The session is closed.")}},I=class extends Error{name="CallTimedOut";method;deadlineS;isSafeToRepeat;constructor(e,t,r){super(`No answer to ${e} came within ${t} s.${Xi(e,r)}`),this.method=e,this.deadlineS=t,this.isSafeToRepeat=r}};function Xi(i,e){return i===""?"":e?` It is safe to repeat ${i}.`:` ${i} may have been carried out: look before you repeat it.`}var Dr=class extends w{static CODE=-32700;static NAME="parse_error";static RETRYABLE=!1;static REMEDY="Send one JSON object, or an array of them, in UTF-8 and without NaN or Infinity."},Or=class extends w{static CODE=-32600;static NAME="invalid_request";static RETRYABLE=!1;static REMEDY='Send {"jsonrpc": "2.0", "id": 1, "method": "\u2026", "params": {\u2026}}, or a batch: an array of these.'},Fr=class extends w{static CODE=-32601;static NAME="method_not_found";static RETRYABLE=!1;static REMEDY="Call `rpc.discover` for the methods there are; names are in snake_case."},Lr=class extends w{static CODE=-32602;static NAME="invalid_params";static RETRYABLE=!1;static REMEDY="Mend what `errors` names; the method's schema is in `rpc.discover`."},Nr=class extends w{static CODE=-32603;static NAME="internal_error";static RETRYABLE=!1;static REMEDY="Report it with the lines that the service's log has under the incident id."},Pe=class extends w{static CODE=1e3;static NAME="unauthorized";static RETRYABLE=!1;static REMEDY="Call `authenticate` with the token that the service showed at its start, or the one in its API_TOKEN, or send it as `Authorization: Bearer`."},Re=class extends w{static CODE=1001;static NAME="forbidden";static RETRYABLE=!1;static REMEDY="Start the service with `--allow-origin` for the page's origin, or use a client that is allowed."},qr=class extends w{static CODE=1002;static NAME="rate_limited";static RETRYABLE=!0;static REMEDY="Wait `retry_after_s` seconds, then try again with the right token."},Ir=class extends w{static CODE=1003;static NAME="too_large";static RETRYABLE=!1;static REMEDY="Stay below `limit_bytes`; a larger file comes by `get_file_url`, and `get_thumbnail` has a small picture of it."},Ur=class extends w{static CODE=1100;static NAME="no_camera_selected";static RETRYABLE=!1;static REMEDY="Pass `camera`, or, on a WebSocket, call `select_camera` first."},mt=class extends w{static CODE=1101;static NAME="camera_not_found";static RETRYABLE=!1;static REMEDY="Take an id or a port from `list_cameras`; if it is missing there, check the cable and that the camera is switched on."},Gr=class extends w{static CODE=1102;static NAME="camera_busy";static RETRYABLE=!0;static REMEDY="Wait until the camera is done, then send the request again."},ht=class extends w{static CODE=1103;static NAME="camera_lost";static RETRYABLE=!0;static REMEDY="Check the cable, the battery and that the camera is switched on, then send it again: each request tries anew."},ft=class extends w{static CODE=1104;static NAME="camera_claimed";static RETRYABLE=!0;static REMEDY="Close the program that holds the camera; on a desktop that is often gvfs: `gio mount -s gphoto2` frees it."},Hr=class extends w{static CODE=1105;static NAME="camera_timeout";static RETRYABLE=!1;static REMEDY="The shutter may have been released all the same: look with `get_events` or `list_files` before you send it again, with a longer `timeout_s`."},Br=class extends w{static CODE=1106;static NAME="not_supported";static RETRYABLE=!1;static REMEDY="Look at `abilities` in `list_cameras` for what this camera can do."},jr=class extends w{static CODE=1107;static NAME="camera_error";static RETRYABLE=!1;static REMEDY="Read `gphoto2.context` for the camera's reason, such as focus, card or battery, and put that right on the camera."},zr=class extends w{static CODE=1108;static NAME="driver_crashed";static RETRYABLE=!0;static REMEDY="Send it again when the camera is ready; check with `list_files` first whether a capture has left its picture."},Wr=class extends w{static CODE=1110;static NAME="no_bulb_exposure";static RETRYABLE=!1;static REMEDY="Call `start_bulb` first; the picture of one that ended by itself is in the event log, with `get_events`."},gt=class extends w{static CODE=1200;static NAME="config_not_found";static RETRYABLE=!1;static REMEDY="Take a name from `list_config`; settings can come and go with the camera's mode."},Yr=class extends w{static CODE=1201;static NAME="config_read_only";static RETRYABLE=!1;static REMEDY="Turn the camera's mode dial or its lens switch to where the setting can be changed, such as M."},vt=class extends w{static CODE=1202;static NAME="config_invalid_value";static RETRYABLE=!1;static REMEDY="Use one of `choices`, a number within `range`, or a value of the setting's type."},Vr=class extends w{static CODE=1203;static NAME="config_not_applied";static RETRYABLE=!1;static REMEDY="Read the setting again, and see whether the camera's mode or another setting forbids the value."},Kr=class extends w{static CODE=1300;static NAME="file_not_found";static RETRYABLE=!1;static REMEDY="Take a path from `list_files`."},Jr=class extends w{static CODE=1301;static NAME="storage_full";static RETRYABLE=!1;static REMEDY="Free room with `delete_file`, or put another card into the camera."},Qr=class extends w{static CODE=1302;static NAME="file_unavailable";static RETRYABLE=!1;static REMEDY="Get the whole file with `download_image`, or check whether it is protected or still being written."},bt=class extends w{static CODE=1303;static NAME="file_exists";static RETRYABLE=!1;static REMEDY="Choose another `filename`, or delete the present file first."},Ae=class extends w{static CODE=1304;static NAME="digest_mismatch";static RETRYABLE=!0;static REMEDY="Send the file again; if that fails as well, compute its SHA-256 anew."},Xr=class extends w{static CODE=1309;static NAME="disk_error";static RETRYABLE=!0;static REMEDY="On the server, check that the save directory's disk is there, writable and sound."},Zr=class extends w{static CODE=1400;static NAME="cancelled";static RETRYABLE=!0;static REMEDY="Connect again and send it again; check with `list_files` first whether a capture has left its picture."},ei=class extends w{static CODE=1401;static NAME="request_not_found";static RETRYABLE=!1;static REMEDY="Give the `id` of a request that this same connection has sent and that is not answered yet."},ti=class extends w{static CODE=1402;static NAME="job_not_found";static RETRYABLE=!1;static REMEDY="Ask for the list of jobs, and take an id from there."},ri={parse_error:Dr,invalid_request:Or,method_not_found:Fr,invalid_params:Lr,internal_error:Nr,unauthorized:Pe,forbidden:Re,rate_limited:qr,too_large:Ir,no_camera_selected:Ur,camera_not_found:mt,camera_busy:Gr,camera_lost:ht,camera_claimed:ft,camera_timeout:Hr,not_supported:Br,camera_error:jr,driver_crashed:zr,no_bulb_exposure:Wr,config_not_found:gt,config_read_only:Yr,config_invalid_value:vt,config_not_applied:Vr,file_not_found:Kr,storage_full:Jr,file_unavailable:Qr,file_exists:bt,digest_mismatch:Ae,disk_error:Xr,cancelled:Zr,request_not_found:ei,job_not_found:ti},fe=new Map([["authenticate",{tag:"connection",isSafe:!0,takesCamera:!1}],["autofocus",{tag:"focus",isSafe:!1,takesCamera:!0}],["cancel_request",{tag:"connection",isSafe:!1,takesCamera:!1}],["capture_group",{tag:"capture",isSafe:!1,takesCamera:!1}],["capture_image",{tag:"capture",isSafe:!1,takesCamera:!0}],["create_ticket",{tag:"connection",isSafe:!1,takesCamera:!1}],["delete_file",{tag:"files",isSafe:!1,takesCamera:!0}],["download_image",{tag:"files",isSafe:!0,takesCamera:!0}],["drive_focus",{tag:"focus",isSafe:!1,takesCamera:!0}],["get_archive_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_camera",{tag:"cameras",isSafe:!0,takesCamera:!0}],["get_capture_settings",{tag:"config",isSafe:!0,takesCamera:!0}],["get_config",{tag:"config",isSafe:!0,takesCamera:!0}],["get_events",{tag:"events",isSafe:!0,takesCamera:!1}],["get_exposure",{tag:"config",isSafe:!0,takesCamera:!0}],["get_file_info",{tag:"files",isSafe:!0,takesCamera:!0}],["get_file_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_metadata",{tag:"files",isSafe:!0,takesCamera:!0}],["get_preview_url",{tag:"preview",isSafe:!0,takesCamera:!0}],["get_sequence",{tag:"capture",isSafe:!0,takesCamera:!1}],["get_server_info",{tag:"connection",isSafe:!0,takesCamera:!1}],["get_tethering",{tag:"tethering",isSafe:!0,takesCamera:!0}],["get_thumbnail",{tag:"files",isSafe:!0,takesCamera:!0}],["get_upload_url",{tag:"files",isSafe:!0,takesCamera:!0}],["list_cameras",{tag:"cameras",isSafe:!0,takesCamera:!1}],["list_config",{tag:"config",isSafe:!0,takesCamera:!0}],["list_files",{tag:"files",isSafe:!0,takesCamera:!0}],["list_sequences",{tag:"capture",isSafe:!0,takesCamera:!1}],["list_tethering",{tag:"tethering",isSafe:!0,takesCamera:!1}],["read_file",{tag:"files",isSafe:!0,takesCamera:!0}],["redeem_ticket",{tag:"connection",isSafe:!1,takesCamera:!1}],["select_camera",{tag:"cameras",isSafe:!0,takesCamera:!1}],["set_capture_settings",{tag:"config",isSafe:!1,takesCamera:!0}],["set_config",{tag:"config",isSafe:!1,takesCamera:!0}],["set_configs",{tag:"config",isSafe:!1,takesCamera:!0}],["set_exposure",{tag:"config",isSafe:!1,takesCamera:!0}],["start_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["start_sequence",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["stop_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["stop_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["stop_sequence",{tag:"capture",isSafe:!1,takesCamera:!1}],["stop_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["subscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["trigger_capture",{tag:"capture",isSafe:!1,takesCamera:!0}],["unsubscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["upload_file",{tag:"files",isSafe:!1,takesCamera:!0}],["rpc.discover",{tag:"connection",isSafe:!0,takesCamera:!1}]]),Jt=class{authenticate(e,t){return this.call("authenticate",e,t)}autofocus(e={},t){return this.call("autofocus",e,t)}cancelRequest(e,t){return this.call("cancel_request",e,t)}captureGroup(e,t){return this.call("capture_group",e,t)}captureImage(e={},t){return this.call("capture_image",e,t)}createTicket(e={},t){return this.call("create_ticket",e,t)}deleteFile(e,t){return this.call("delete_file",e,t)}downloadImage(e,t){return this.call("download_image",e,t)}driveFocus(e,t){return this.call("drive_focus",e,t)}getArchiveUrl(e,t){return this.call("get_archive_url",e,t)}getCamera(e={},t){return this.call("get_camera",e,t)}getCaptureSettings(e={},t){return this.call("get_capture_settings",e,t)}getConfig(e,t){return this.call("get_config",e,t)}getEvents(e,t){return this.call("get_events",e,t)}getExposure(e={},t){return this.call("get_exposure",e,t)}getFileInfo(e,t){return this.call("get_file_info",e,t)}getFileUrl(e,t){return this.call("get_file_url",e,t)}getMetadata(e,t){return this.call("get_metadata",e,t)}getPreviewUrl(e={},t){return this.call("get_preview_url",e,t)}getSequence(e,t){return this.call("get_sequence",e,t)}getServerInfo(e={},t){return this.call("get_server_info",e,t)}getTethering(e={},t){return this.call("get_tethering",e,t)}getThumbnail(e,t){return this.call("get_thumbnail",e,t)}getUploadUrl(e,t){return this.call("get_upload_url",e,t)}listCameras(e={},t){return this.call("list_cameras",e,t)}listConfig(e={},t){return this.call("list_config",e,t)}listFiles(e={},t){return this.call("list_files",e,t)}listSequences(e={},t){return this.call("list_sequences",e,t)}listTethering(e={},t){return this.call("list_tethering",e,t)}readFile(e,t){return this.call("read_file",e,t)}redeemTicket(e,t){return this.call("redeem_ticket",e,t)}selectCamera(e,t){return this.call("select_camera",e,t)}setCaptureSettings(e={},t){return this.call("set_capture_settings",e,t)}setConfig(e,t){return this.call("set_config",e,t)}setConfigs(e,t){return this.call("set_configs",e,t)}setExposure(e={},t){return this.call("set_exposure",e,t)}startBulb(e={},t){return this.call("start_bulb",e,t)}startPreview(e={},t){return this.call("start_preview",e,t)}startSequence(e={},t){return this.call("start_sequence",e,t)}startTethering(e={},t){return this.call("start_tethering",e,t)}stopBulb(e={},t){return this.call("stop_bulb",e,t)}stopPreview(e={},t){return this.call("stop_preview",e,t)}stopSequence(e,t){return this.call("stop_sequence",e,t)}stopTethering(e={},t){return this.call("stop_tethering",e,t)}subscribe(e,t){return this.call("subscribe",e,t)}triggerCapture(e={},t){return this.call("trigger_capture",e,t)}unsubscribe(e,t){return this.call("unsubscribe",e,t)}uploadFile(e,t){return this.call("upload_file",e,t)}rpcDiscover(e={},t){return this.call("rpc.discover",e,t)}};var sa=new Map([["connection",30],["events",30],["cameras",60],["tethering",60],["preview",60],["config",120],["focus",120],["capture",180],["files",900]]),aa=120,na=2**31-1;function Zi(i,e){let{timeout_s:t,bulb_s:r}=e;return[t,r].map(a=>typeof a=="number"?a:0).reduce((a,n)=>a+n,sa.get(fe.get(i)?.tag??"")??aa)}function U(i,e){let t=setTimeout(e,Math.min(i*1e3,na));return()=>clearTimeout(t)}function Me(i,e){if(!(i>0))throw new RangeError(`${e} is a number of seconds above 0.`);return i}var oa=new Map(Object.entries(ri)),la=new Map(Object.values(ri).map(i=>[i.CODE,i])),es=new RegExp("\\p{Surrogate}","u"),ts=new WeakMap;function rs(i){let e=ts.get(i);if(e===void 0)throw new Error("There are no bytes with this: ask with `binary: true`.");return e}function si(i,e,t){return JSON.stringify({jsonrpc:"2.0",id:i,method:e,params:t},(s,a)=>{if(typeof a=="number"&&!Number.isFinite(a))throw new TypeError(`${e} is not sent: its params have NaN or Infinity.`);if(es.test(s)||typeof a=="string"&&es.test(a))throw new TypeError(`${e} is not sent: a text in its params has a lone surrogate.`);return a})}function is(i){if(!(i instanceof ArrayBuffer))return yt(JSON.parse(String(i)));let e=4+new DataView(i).getUint32(0),t=yt(JSON.parse(new TextDecoder().decode(new Uint8Array(i,4,e-4))));return ts.set(yt(t.params??t.result),new Uint8Array(i,e)),t}function Qt(i){let{code:e,message:t,data:r}=ii(i)?i:{},s=ii(r)?r:{},a=oa.get(s.name)??la.get(e)??w,n=typeof t=="string"&&t!==""?t:JSON.stringify(i);return new a(n,typeof e=="number"?e:void 0,s)}function yt(i){if(!ii(i))throw new TypeError("It is no JSON object.");return i}function ii(i){return typeof i=="object"&&i!==null&&!Array.isArray(i)}var ca=/sha-256=:([A-Za-z0-9+/=]+):/,Xt=class{signal;base;headers;constructor({url:e,headers:t},r){this.base=e.replace(/^ws/,"http").replace(/(\/rpc)?\/?$/,""),this.headers=t,this.signal=r}async request(e,t,r,s){let a=new AbortController,n=()=>a.abort(this.signal?.reason),o=()=>{},l=()=>{o(),o=U(r,()=>a.abort(new Error(`nothing came for ${r} s`)))};this.signal?.throwIfAborted(),this.signal?.addEventListener("abort",n);try{l();let f=fetch(this.base+e,{...t,headers:{...this.headers,...t.headers},signal:a.signal}),k=await this.network(f);return await da(k),await s(k,l)}finally{o(),this.signal?.removeEventListener("abort",n),a.abort()}}async network(e){try{return await e}catch(t){this.signal?.throwIfAborted();let{message:r,cause:s}=t;throw new F(`The file's address at ${this.base} failed (${s?.message??r}).`,{cause:t})}}digestAt(e,t){let r={method:"HEAD",headers:{"Want-Repr-Digest":"sha-256=1"}};return this.request(e,r,t,async({headers:s})=>ca.exec(s.get("Repr-Digest")??"")?.[1])}};function Zt(i){return btoa(String.fromCharCode(...i))}function er(i){return i instanceof w?i.retryable&&!(i instanceof Ae):[F,P,I].some(e=>i instanceof e)}async function da(i){if(i.ok)return;let e=await i.text().catch(()=>""),t;try{t=JSON.parse(e)}catch{let r=`The file's address is answered with HTTP ${i.status}.`;throw new w(r,i.status,{retryable:[502,503,504].includes(i.status)})}throw Qt(t)}function xt(){return globalThis.process?.getBuiltinModule?.("node:crypto")?.createHash("sha256")??new ai}var wt=[];for(let i=2;wt.length<64;i+=1)wt.every(e=>i%e!==0)&&wt.push(i);var ss=i=>Math.floor(i%1*2**32)|0,ua=Int32Array.from(wt,i=>ss(Math.cbrt(i))),ai=class{state=Int32Array.from(wt.slice(0,8),e=>ss(Math.sqrt(e)));schedule=new Int32Array(64);block=new Uint8Array(64);words=new DataView(this.block.buffer);length=0;update(e){for(let t=0;t<e.length;){let r=this.length%64,s=e.subarray(t,t+64-r);this.block.set(s,r),this.length+=s.length,t+=s.length,this.length%64===0&&this.mix()}}digest(){let e=new DataView(new ArrayBuffer(8));e.setBigUint64(0,BigInt(this.length)*8n),this.update(Uint8Array.of(128)),this.update(new Uint8Array((120-this.length%64)%64)),this.update(new Uint8Array(e.buffer));let t=new DataView(new ArrayBuffer(32));return this.state.forEach((r,s)=>t.setInt32(4*s,r)),new Uint8Array(t.buffer)}mix(){let e=this.schedule;for(let p=0;p<16;p+=1)e[p]=this.words.getInt32(4*p);for(let p=16;p<64;p+=1){let g=e[p-15],b=e[p-2],E=Z(g,7)^Z(g,18)^g>>>3,T=Z(b,17)^Z(b,19)^b>>>10;e[p]=e[p-16]+E+e[p-7]+T|0}let t=this.state,[r,s,a,n]=[t[0],t[1],t[2],t[3]],[o,l,f,k]=[t[4],t[5],t[6],t[7]];for(let p=0;p<64;p+=1){let g=Z(o,6)^Z(o,11)^Z(o,25),b=k+g+(o&l^~o&f)+ua[p]+e[p]|0,T=(Z(r,2)^Z(r,13)^Z(r,22))+(r&s^r&a^s&a)|0;k=f,f=l,l=o,o=n+b|0,n=a,a=s,s=r,r=b+T|0}[r,s,a,n,o,l,f,k].forEach((p,g)=>this.state[g]+=p)}};function Z(i,e){return i>>>e|i<<32-e}async function tr(){let i=s=>import(`node:${s}`),[{openAsBlob:e},t,r]=await Promise.all(["fs","fs/promises","path"].map(i));return{openAsBlob:e,fs:t,path:r.default}}async function rr({fs:i,path:e},t,r,s,a){s.endsWith("/")&&await i.mkdir(s,{recursive:!0});let o=await i.stat(s).then(g=>g.isDirectory(),()=>!1)?e.join(s,e.basename(t.file.filename)):s,l=async()=>{if(!a&&await ir(i,o)){let g=`${o} is there already: pass overwrite: true to replace it.`;throw Object.assign(new Error(g),{code:"EEXIST",path:o})}};await l();let f=Math.random().toString(36).slice(2),k=e.join(e.dirname(o),`.${e.basename(o)}.${f}.part`),p=await i.open(k,"wx");try{let g=0;await r.into({async write(b){for(let E=0;E<b.length;){let{bytesWritten:T}=await p.write(b,E,b.length-E,g);[E,g]=[E+T,g+T]}},async restart(){g=0,await p.truncate(0)}}),await p.sync(),await p.close(),await l(),await i.rename(k,o)}catch(g){throw await p.close().catch(()=>{}),await i.rm(k,{force:!0}),g}return o}function ir(i,e){return i.lstat(e).then(()=>!0,()=>!1)}async function sr(i){let e=xt(),t=i.stream().getReader();for(let{value:r}=await t.read();r!==void 0;{value:r}=await t.read())e.update(r);return Zt(e.digest())}function Te({firstS:i=.2,mostS:e=10}={}){let t=i;return()=>{let r=t*(.6666666666666666+Math.random()/3);return t=Math.min(2*t,e),r}}function as(i){return i instanceof oe?i.status===401||i.status===403:i instanceof w?i instanceof Pe||i instanceof Re:!(i instanceof F||i instanceof P)}function je(i){if(i instanceof oe)return i.retryAfterS??0;let{retry_after_s:e}=i instanceof w?i.data:{};return typeof e=="number"?e:0}async function ze(i,e){e?.aborted||await new Promise(t=>{let r=setTimeout(s,i*1e3);function s(){clearTimeout(r),e?.removeEventListener("abort",s),t()}e?.addEventListener("abort",s)})}var pa=8,We=90,De=class{http;sign;report;link;tag="";done=0;hash=xt();digest="";constructor(e,t,r,s){this.http=e,this.sign=t,this.link=r,this.report=s}async into(e){let[t,r]=[0,Te()];for(;;){let s=this.done;try{t>0&&await this.signAgain(),await this.fetch(e),await this.compare();return}catch(a){if(this.done>s&&([t,r]=[0,Te()]),t+=1,t===pa||!er(a))throw a;await ze(Math.max(r(),je(a)),this.http.signal)}this.http.signal?.throwIfAborted()}}async signAgain(){try{this.link=await this.sign()}catch(e){if(!(e instanceof P||e instanceof I))throw e}}async fetch(e){let{url:t,file:{size_bytes:r}}=this.link;if(this.tag!==""&&this.done===r)return;let s=this.done>0?{Range:`bytes=${this.done}-`,"If-Range":this.tag}:{};await this.http.request(t,{headers:s},We,async(a,n)=>{a.status===200&&(await e.restart(),[this.done,this.hash,this.digest]=[0,xt(),""]),this.tag=a.headers.get("ETag")??"";let o=a.body?.getReader();for(;;){let l=o&&(await this.http.network(o.read())).value;if(l===void 0)break;n(),await e.write(l),this.hash.update(l),this.done+=l.length,this.report(this.done,r)}}),this.done<r&&await this.http.network(Promise.reject(new Error("it ended before the file did")))}async compare(){let e=await this.http.digestAt(this.link.url,We);if(this.digest||=Zt(this.hash.digest()),e!==this.digest)throw new Ae("The bytes that came are not those of the camera's file.")}};var ma=".rpc-camera.jsonl",ha=/[\x00-\x1f/\\:]/g,fa=[F,P,I,ht,mt,ft,Pe,Re],oi=class extends Error{name="FolderIncomplete";failures;copy;constructor(e,t){let r=[...e].slice(0,5).map(([a,{message:n}])=>`${a}: ${n}`),s=e.size>r.length?`; and ${e.size-r.length} more`:"";super(`${e.size} of the camera's files did not come: ${r.join("; ")}${s}`),this.failures=e,this.copy=t}};async function ns(i,e,t){let{fs:r,path:s}=i.disk;await r.mkdir(t,{recursive:!0});let a=await r.realpath(t),n=await li.read(i,a),o={saved:[],skipped:[]},l=new Map,f=e.reduce((p,{size_bytes:g})=>p+g,0),k=0;for(let[p,g]of e.entries()){try{let b=await i.sign(g.path),E=await n.placeOf(g,b);if(E.isTheFile)o.skipped.push(E.place);else{let T=Nt=>i.report(k+Nt,f),Ue=new De(i.http,()=>i.sign(g.path),b,T);o.saved.push(await rr(i.disk,b,Ue,E.place,!1)),await n.add(g,s.relative(a,E.place),Ue.digest)}}catch(b){if(i.http.signal?.throwIfAborted(),b instanceof Y)throw b;if(l.set(g.path,b),fa.some(E=>b instanceof E)){e.slice(p).forEach(({path:E})=>l.set(E,b));break}}k+=g.size_bytes,i.report(k,f),i.report(p+1,e.length,"files")}if(l.size>0)throw new oi(l,o);return o}var li=class i{work;root;file;saved=new Map;constructor(e,t){this.work=e,this.root=t,this.file=e.disk.path.join(t,ma)}static async read(e,t){let r=new i(e,t),s=await ir(e.disk.fs,r.file)?await e.disk.fs.readFile(r.file,"utf8"):"";for(let a of s.split(`
`))try{let n=JSON.parse(a);n.camera===e.camera&&r.saved.set(n.path,n)}catch{}return r}async add(e,t,r){let{path:s,size_bytes:a,modified_at:n=null}=e,o=ni(r),l={camera:this.work.camera,path:s,size_bytes:a,modified_at:n,name:t.replaceAll("\\","/"),sha256:o};this.saved.set(s,l),await this.work.disk.fs.appendFile(this.file,`${JSON.stringify(l)}
`)}async placeOf(e,t){let{fs:r,path:s}=this.work.disk,a=this.saved.get(e.path);if(a?.size_bytes===e.size_bytes&&a.modified_at===(e.modified_at??null)){let g=s.join(this.root,a.name);if(await this.digestAt(g,e)===a.sha256)return{place:g,isTheFile:!0}}let n=s.join(this.root,...this.relative(e.path)),{dir:o,name:l,ext:f}=s.parse(n);await r.mkdir(o,{recursive:!0});let k=s.relative(this.root,await r.realpath(o));if(k.startsWith("..")||s.isAbsolute(k))throw new Error(`${o} leads out of ${this.root}.`);let p;for(let g=n===this.file?1:0;;g+=1){let b=g===0?n:s.join(o,`${l}-${g}${f}`);if(!await ir(r,b))return{place:b,isTheFile:!1};let E=await this.digestAt(b,e);if(E!==void 0&&(p??=await this.work.http.digestAt(t.url,We),p!==void 0&&E===ni(p)))return await this.add(e,s.relative(this.root,b),p),{place:b,isTheFile:!0}}}async digestAt(e,{size_bytes:t}){let{fs:r,openAsBlob:s}=this.work.disk,a=await r.stat(e).catch(()=>{});return a?.isFile()&&a.size===t?ni(await sr(await s(e))):void 0}relative(e){let{folder:t,flatten:r}=this.work,s=t.endsWith("/")?t:`${t}/`,a=(e.startsWith(s)?e.slice(s.length):e).split("/").map(n=>{let o=n.replace(ha,"_");return/^[. ]*$/.test(o)?"_":o});return r?a.slice(-1):a}};function ni(i){return[...atob(i)].map(e=>e.charCodeAt(0).toString(16).padStart(2,"0")).join("")}var Ye=class{method;params;onResult;progress;answer;resolve;reject;id;constructor(e,t,r,s){this.method=e,this.params=t,this.onResult=r,this.progress=s,this.answer=new Promise((a,n)=>{this.resolve=a,this.reject=n})}get isSafeToRepeat(){return this.id===void 0||(fe.get(this.method)?.isSafe??!1)}},ar=class{pending=new Map;get methods(){return[...this.pending.values()].map(({method:e})=>e)}add(e,t){t.id=e,this.pending.set(e,t)}remove(e){return this.pending.delete(e.id)}settle({id:e,error:t,result:r}){let s=this.pending.get(e);if(s!==void 0){if(this.remove(s),t!==void 0){s.reject(Qt(t));return}try{s.onResult?.(r)}finally{s.resolve(r)}}}report(e){this.pending.get(e.request_id)?.progress?.put(e)}fail(e){this.pending.forEach(t=>t.reject(_t(e,t))),this.pending.clear()}};function _t(i,{method:e,isSafeToRepeat:t}){return i instanceof P?i.whileCalling(e,t):i}function os(i){return{method:"events_missed",params:{reason:"log_ended",message:"The service was restarted: events at the end of its last run may be missing.",after_seq:i}}}function ls(i,e){return{method:"events_missed",params:{reason:"log_full",message:"The connection was away for too long: the service has forgotten events of that time.",after_seq:i,...e===null?{}:{before_seq:e}}}}function Ve(){return{method:"events_missed",params:{reason:"reader_too_slow",message:"Events were dropped because they were not read in time."}}}var nr=class{inbox;ask;isRunning=!1;isDue=!1;constructor(e,t){this.inbox=e,this.ask=t,e.onDropped=()=>this.noteDrop()}async run(){if(this.isDue=!0,!this.isRunning){this.isRunning=!0;try{for(;this.isDue;)this.isDue=!1,await this.fetch()}finally{this.isRunning=!1}this.inbox.release()}}noteDrop(){this.isDue=!0,this.isRunning||this.runAfterDrop()}async runAfterDrop(){try{await this.run()}catch(e){e instanceof w&&(this.inbox.publish(Ve()),this.inbox.release())}}async fetch(){let{positions:e}=this.inbox,{since:t}=e;for(;t!==void 0;){let r=await this.ask("get_events",{since:t,log_id:e.logId});r.log_id!==e.logId?(e.beginLog(r.log_id),this.inbox.publish(os(t))):r.gap&&this.inbox.publish(ls(t,r.oldest_seq)),this.passOn(r.events);let s=r.more?r.events.at(-1)?.seq??r.last_seq:r.last_seq;e.catchUp(s),t=r.more?s:void 0}}passOn(e){let t=new Set(this.inbox.positions.names);for(let{event:r,params:s}of e)t.has(r)&&this.inbox.deliver(r,s)}};var V=class{callback;most;report;onDrop;hasDropped=!1;waiting=[];isRunning=!1;running=Promise.resolve();constructor(e,t,r,s){this.callback=e,this.most=t,this.report=r,this.onDrop=s}put(e){this.waiting.push(e),this.waiting.length>this.most&&(this.waiting.shift(),this.hasDropped||(this.hasDropped=!0,this.onDrop?.())),this.isRunning||(this.running=this.run())}async finish(){for(;this.isRunning;)await this.running}stop(){this.waiting.length=0}async run(){for(this.isRunning=!0;this.waiting.length>0;){let e=this.waiting.shift();try{await this.callback(e)}catch(t){this.report("A handler failed.",t)}}this.isRunning=this.hasDropped=!1}};var or="progress",lr=class{inbox;selected;isSelectionRestored=!0;constructor(e){this.inbox=e}noting(e,t){let{events:r=[]}=t;switch(e){case"select_camera":return({camera:s})=>{this.selected=s.id,this.isSelectionRestored=!0};case"subscribe":return({last_seq:s,log_id:a})=>{this.inbox.wantsProgress||=r.includes(or),this.inbox.positions.subscribe(cs(r),s,a)};case"unsubscribe":return()=>{this.inbox.wantsProgress&&=!r.includes(or),this.inbox.positions.unsubscribe(r)};default:return}}async expecting(e,t){let{positions:r}=this.inbox,{events:s}=e.params,a=e.method==="subscribe"?cs(s):[];r.expect(a);try{return await t()}finally{r.forgetUnanswered(a)}}async restoreSelection({method:e,params:t},r){let{camera:s}=t;!this.isSelectionRestored&&s==null&&fe.get(e)?.takesCamera===!0&&await r("select_camera",{camera:this.selected})}get lacksSelection(){return!this.isSelectionRestored}async restore(e,t){if(this.selected!==void 0){this.isSelectionRestored=!1;try{await e("select_camera",{camera:this.selected})}catch(s){if(!(s instanceof w))throw s}}let r=[...this.inbox.positions.names,...this.inbox.wantsProgress?[or]:[]];r.length>0&&await t("subscribe",{events:r})}};function cs(i=[]){return i.filter(e=>e!==or)}var ga=/(?:server response|status code): (\d{3})$/;async function ds(i,e){let{url:t,connectS:r}=i,s=va(i);s.binaryType="arraybuffer";let a=[];try{await new Promise((n,o)=>{let l=()=>o(e.reason);e.addEventListener("abort",l),a.push(()=>e.removeEventListener("abort",l)),a.push(U(r,()=>o(ci(t,`nothing came within ${r} s`)))),s.once?.("unexpected-response",(f,{statusCode:k,headers:p})=>{let g=String(p?.["retry-after"]??"");o(new oe(t,k,/^\d+$/.test(g)?Number(g):void 0))}),s.onopen=()=>n(),s.onerror=f=>o(ci(t,String(f?.message??""))),s.onclose=()=>o(ci(t,""))})}catch(n){throw s.onopen=s.onclose=null,s.onerror=()=>{},s.close(),n}finally{a.forEach(n=>n())}return s}function va({url:i,WebSocket:e,headers:t}){let r=e??globalThis.WebSocket;if(r===void 0)throw new Error("There is no global WebSocket here: `npm install ws`, and pass its WebSocket in the options.");if(Object.keys(t).length===0)return new r(i);try{return new r(i,{headers:t})}catch(s){throw new TypeError("The WebSocket of this platform, as that of browsers, sends no headers of yours.",{cause:s})}}function ci(i,e){let t=ga.exec(e)?.[1];if(t!==void 0)return new oe(i,Number(t));let r=e===""?"":` (${e})`;return new F(`No answer from ${i}: see that \`rpc-camera serve\` runs there${r}.`)}var us=1,ps=1006,ba=3,cr=class i{socket;user;keepaliveS;lastNews=performance.now();isOver=!1;isAsking=!1;cancelTimer=()=>{};constructor(e,t,r){this.socket=e,this.user=t,this.keepaliveS=r,e.onmessage=({data:s})=>{this.lastNews=performance.now(),this.isAsking&&(this.cancelTimer(),this.watch()),t.receive(s)},e.onclose=({code:s,reason:a})=>this.end(new P(Number(s),String(a))),e.onerror=()=>{},this.watch()}static async open(e,t,r){return new i(await ds(e,r),t,e.keepaliveS)}get isOpen(){return!this.isOver&&this.socket.readyState===us}send(e){this.isOpen&&this.socket.send(e)}close(){this.end(new P(ps,"")),this.socket.close()}end(e){if(this.isOver)return;this.isOver=!0,this.cancelTimer(),this.socket.onmessage=null;let t=U(ba,()=>this.socket.terminate?.());this.socket.onclose=t,this.socket.readyState>us+1&&t(),this.user.lost(e)}watch(){let e=(performance.now()-this.lastNews)/1e3;if(this.isAsking=e>=this.keepaliveS,!this.isAsking){this.cancelTimer=U(this.keepaliveS-e,()=>this.watch());return}let t=this.user.probe(),r=s=>this.cancelTimer=U(t/2,s);r(()=>r(()=>this.giveUp()))}giveUp(){let e=Math.round((performance.now()-this.lastNews)/100)/10;this.end(new P(ps,`nothing came for ${e} s`)),(this.socket.terminate??this.socket.close).call(this.socket)}};var dr=class{link;calls;nextId=1;constructor(e){this.calls=e}send(e){let t=this.nextId++,r=si(t,e.method,e.params),{link:s}=this;if(s===void 0||!s.isOpen)throw _t(new P(1006,""),e);this.calls.add(t,e),e.progress!==void 0&&this.tell("subscribe",{events:["progress"]}),s.send(r)}tell(e,t){this.link?.send(si(this.nextId++,e,t))}giveUp(e,t){e.reject(t),e.id!==void 0&&this.calls.remove(e)&&this.tell("cancel_request",{request_id:e.id})}};var ya=60,ms=60,ur=class{target;inbox;closeHandlers=new Set;connectionHandlers=new Set;token;backoff;deadlinesS;requests;known;catchUp;closing=new AbortController;isReady=!1;waiting=[];ended;constructor(e,t,r,s,a){this.target=e,this.inbox=t,this.token=r,this.backoff=s,this.deadlinesS=a,this.requests=new dr(t.calls),this.known=new lr(t),this.catchUp=new nr(t,(n,o)=>this.ask(n,o))}get isConnected(){return this.isReady}close(){this.end(new Y,void 0),this.inbox.stopHandlers(),this.requests.link?.close()}async call(e,t,{signal:r,onProgress:s,deadlineS:a}){r?.throwIfAborted();let n=s&&new V(s,100,this.inbox.report),o=new Ye(e,t,this.known.noting(e,t),n),l=Me(a??this.deadlinesS[e]??Zi(e,t),"A deadline"),f=()=>this.requests.giveUp(o,r?.reason);r?.addEventListener("abort",f);let k=U(l,()=>this.requests.giveUp(o,new I(e,l,o.isSafeToRepeat))),p=!1;try{this.dispatch(o,()=>p).catch(b=>o.reject(_t(b,o)));let g=await o.answer;return await n?.finish(),g}finally{p=!0,k(),r?.removeEventListener("abort",f),n?.stop()}}async dispatch(e,t){for(;!this.isReady&&this.ended===void 0;)await new Promise(r=>this.waiting.push(r));if(this.ended!==void 0)throw this.ended;this.known.lacksSelection&&await this.known.restoreSelection(e,(r,s)=>this.ask(r,s)),t()||await this.request(e)}ask(e,t){return this.request(new Ye(e,t,this.known.noting(e,t)))}request(e){return this.known.expecting(e,()=>(this.requests.send(e),e.answer))}async open(){let e=await cr.open(this.target,this,this.closing.signal);this.requests.link=e;let{url:t,connectS:r}=this.target,s=`${t} lets in, but has not answered within ${r} s.`,a,n=U(r,()=>{a=new F(s),e.close()});try{if(await this.restore(),!e.isOpen)throw new P(1006,"")}catch(o){throw e.close(),a??o}finally{n()}this.isReady=!0,this.wake(),this.connectionHandlers.forEach(o=>o.put(!0))}async restore(){this.inbox.hold();let e=(t,r)=>this.ask(t,r);this.token!==void 0&&await e("authenticate",{token:this.token}),await this.known.restore(e,(t,r)=>this.request(new Ye(t,r))),await this.catchUp.run()}receive(e){this.inbox.receive(e)}probe(){let{methods:e}=this.inbox.calls;return e.length<ms&&this.requests.tell("get_server_info",{}),e.length>=ms||e.some(r=>fe.get(r)?.tag==="files")?ya:this.target.keepaliveS/2}lost(e){let t=this.isReady;this.isReady=!1,this.inbox.dropHeld(),this.inbox.calls.fail(this.ended??e),t&&this.ended===void 0&&(this.connectionHandlers.forEach(r=>r.put(!1)),this.openAgain(e))}async openAgain(e){let t=Te(this.backoff||{}),r=e,s=0;for(;this.backoff!==!1&&!as(r)&&this.ended===void 0;){await ze(Math.max(t(),s),this.closing.signal);try{this.closing.signal.throwIfAborted(),await this.open();return}catch(a){r=a,s=je(a)}}this.end(r,r)}end(e,t){this.ended===void 0&&(this.ended=e,this.isReady=!1,this.closing.abort(e),this.inbox.calls.fail(e),this.inbox.feed.end(t),this.wake(),this.closeHandlers.forEach(r=>r.put(e)))}wake(){this.waiting.splice(0).forEach(e=>e())}};var wa=5,xa=300,_a=1e5;async function hs(i,e,t){let r=await sr(e),s={"Content-Type":"application/octet-stream","Repr-Digest":`sha-256=:${r}:`},a=Te();for(let n=1;;n+=1)try{let{url:o}=await t.put(),l=async f=>await i.network(f.json());return await i.request(o,{method:"PUT",headers:s,body:e},xa+e.size/_a,l)}catch(o){if(o instanceof bt&&n>1){let{url:l,file:f}=await t.get();if(await i.digestAt(l,We)===r){let{path:k,filename:p,mime_type:g,size_bytes:b}=f;return{path:k,filename:p,mime_type:g,size_bytes:b}}}if(n===wa||!er(o))throw o;await ze(Math.max(a(),je(o)),i.signal)}}var pr=class{core;options;http;constructor(e,t){this.core=e,this.options=t,this.http=new Xt(e.target,t.signal)}save(e,t,r){return this.reporting(e,"reading",async s=>{let a=await this.sign(e);return rr(await tr(),a,new De(this.http,()=>this.sign(e),a,s),t,r)})}blob(e){return this.reporting(e,"reading",async t=>{let r=await this.sign(e),s=[];return await new De(this.http,()=>this.sign(e),r,t).into({write:a=>{s.push(a)},restart:()=>{s=[]}}),new Blob(s,{type:r.file.mime_type})})}folder(e,t,r){return this.reporting(e,"reading",async s=>{let{id:a}=await this.call("get_camera",{}),{files:n}=await this.call("list_files",{folder:e,recursive:!0,camera:a}),o=l=>this.call("get_file_url",{path:l,camera:a});return ns({disk:await tr(),http:this.http,sign:o,report:s,camera:a,folder:e,flatten:r},n,t)})}async upload(e,t,r){let s=typeof e=="string"?await tr():void 0,a=r??(typeof e=="string"?s?.path.basename(e):e.name);if(!a||a.includes("/"))throw new TypeError(`"${a??""}" is no name for a file: it has a slash, or is empty.`);let n=typeof e=="string"?await s?.openAsBlob(e):e,o=`${t.replace(/\/+$/,"")}/${a}`;return this.reporting(o,"writing",async l=>{let f=await hs(this.http,n,{put:()=>this.call("get_upload_url",{path:o}),get:()=>this.sign(o)});return l(f.size_bytes,f.size_bytes),f})}sign(e){return this.call("get_file_url",{path:e})}call(e,t){let{camera:r,signal:s,deadlineS:a}=this.options,n=r===void 0?{}:{camera:r},o={};return s!==void 0&&(o.signal=s),a!==void 0&&(o.deadlineS=a),this.core.call(e,{...n,...t},o)}async reporting(e,t,r){let{onProgress:s}=this.options,a=s&&new V(s,100,this.core.inbox.report);try{let n=await r((o,l,f="bytes")=>a?.put({request_id:e,stage:t,done:o,total:l,unit:f}));return await a?.finish(),n}finally{a?.stop()}}};var ui=1e4,mr=class{kept=[];first=0;unread=0;streams=new Set;ended=!1;failure;append(e){this.kept.push(e),this.kept.length>ui&&this.drop(),this.wake()}end(e){this.ended=!0,this.failure=e,this.wake()}stream(){let e=new di(this,this.unread);return this.streams.add(e),e}read(e){if(e<this.first)return{event:Ve(),next:this.first};let t=this.kept[e-this.first];if(t!==void 0)return{event:t,next:e+1};if(this.failure!==void 0)throw this.failure;return this.ended?"end":"wait"}noteRead(e){this.unread=Math.max(this.unread,e);let t=Math.min(this.unread,...[...this.streams].map(r=>r.index));for(;this.first<t;)this.drop()}remove(e){this.streams.delete(e),this.noteRead(this.unread)}drop(){this.kept.shift(),this.first+=1}wake(){this.streams.forEach(e=>e.wake())}},di=class{index;feed;wakes=[];done=!1;constructor(e,t){this.feed=e,this.index=t}[Symbol.asyncIterator](){return this}async next(){for(;!this.done;){let e=this.feed.read(this.index);if(e==="end")break;if(e!=="wait")return this.index=e.next,this.feed.noteRead(this.index),{value:e.event,done:!1};await new Promise(t=>this.wakes.push(t))}return{value:void 0,done:!0}}async return(){return this.done=!0,this.feed.remove(this),this.wake(),{value:void 0,done:!0}}wake(){this.wakes.splice(0).forEach(e=>e())}};var hr=class{logId;reached=new Map;get names(){return this.answered().map(([e])=>e)}get since(){let e=this.answered().map(([,t])=>t);return e.length===0?void 0:Math.min(...e)}expect(e){for(let t of e)this.reached.set(t,this.reached.get(t))}subscribe(e,t,r){this.logId=r;for(let s of e)this.reached.set(s,this.reached.get(s)??t)}unsubscribe(e){for(let t of e)this.reached.delete(t)}forgetUnanswered(e){for(let t of e)this.reached.get(t)===void 0&&this.reached.delete(t)}accept(e,t){let r=this.reached.get(e);return r!==void 0&&t<=r?!1:(this.reached.has(e)&&(this.reached.set(e,t),this.catchUp(t)),!0)}catchUp(e){this.answered().forEach(([t,r])=>this.reached.set(t,Math.max(r,e)))}beginLog(e){this.logId=e,this.answered().forEach(([t])=>this.reached.set(t,0))}answered(){return[...this.reached].filter(e=>e[1]!==void 0)}};var pi="preview_frame",ka="events_missed",Ea=2,fr=class{calls=new ar;feed=new mr;positions=new hr;report;wantsProgress=!1;onDropped=()=>{};handlers=new Map;held;constructor(e){this.report=e}receive(e){try{let t=is(e);t.method===void 0?this.calls.settle(t):this.notify(String(t.method),yt(t.params))}catch(t){this.report("Ignored a message that makes no sense.",t)}}hold(){this.held??=[]}release(){let e=this.held??[];this.held=void 0,e.forEach(({name:t,params:r})=>this.deliver(t,r))}dropHeld(){this.held=void 0}deliver(e,t){let{seq:r}=t;(typeof r!="number"||this.positions.accept(e,r))&&this.publish({method:e,params:t})}publish(e){e.method!==pi&&this.feed.append(e),this.handlers.get(e.method)?.forEach(t=>t.put(e.params))}addHandler(e,t){let r=e===pi||e===ka?void 0:()=>this.publish(Ve()),s=new V(t,e===pi?Ea:ui,this.report,r),a=this.handlers.get(e)??new Set;return this.handlers.set(e,a.add(s)),()=>{a.delete(s),s.stop()}}stopHandlers(){this.handlers.forEach(e=>e.forEach(t=>t.stop()))}notify(e,t){e==="progress"?(this.calls.report(t),this.wantsProgress&&this.publish({method:e,params:t})):e==="events_dropped"?(this.hold(),this.onDropped()):this.held!==void 0&&"seq"in t?this.held.push({name:e,params:t}):this.deliver(e,t)}};var $a=2;async function*fs(i,{camera:e,maxFps:t}){let r=new mi,s=[i.on("preview_frame",n=>r.put(n)),i.onClose(n=>r.end(n))],a={binary:!0};e!==void 0&&(a.camera=e),t!==void 0&&(a.max_fps=t);try{for(a.camera=r.camera=(await i.startPreview(a)).camera;;){let n=await r.get();n===void 0?await Sa(i,a):yield{jpeg:rs(n),camera:n.camera,sequence:n.sequence,at:n.at}}}catch(n){if(!(n instanceof Y))throw n}finally{s.forEach(n=>n()),i.isConnected&&a.camera!==void 0&&await i.stopPreview({camera:a.camera}).catch(()=>{})}}async function Sa(i,e){try{await i.startPreview(e)}catch(t){if(t instanceof w?!t.retryable:!(t instanceof P))throw t}}var mi=class{camera;frame;ended;wake=()=>{};put(e){(this.camera===void 0||this.camera===e.camera)&&(this.frame=e,this.wake())}end(e){this.ended=e,this.wake()}async get(){if(this.frame===void 0&&this.ended===void 0&&await new Promise(t=>{let r=U($a,t);this.wake=()=>{r(),t()}}),this.ended!==void 0)throw this.ended;let{frame:e}=this;return this.frame=void 0,e}};var Ca=5,Pa=20,Ke=class i extends Jt{core;options;constructor(e,t){super(),this.core=e,this.options=t}static async connect(e,t={}){let{token:r,headers:s={},reconnect:a={},WebSocket:n,deadlinesS:o={}}=t,l=Me(t.keepaliveS??Ca,"keepaliveS"),f=Me(t.connectS??Pa,"connectS");Object.entries(o).forEach(([b,E])=>Me(E,`The deadline of ${b}`));let k={url:e,WebSocket:n,headers:s,keepaliveS:l,connectS:f},p=new fr(t.report??((b,E)=>console.error(b,E))),g=new ur(k,p,r,a,o);try{await g.open()}catch(b){throw g.close(),b}return new i(g,{})}close(){this.core.close()}get isConnected(){return this.core.isConnected}withProgress(e){return new i(this.core,{...this.options,onProgress:e})}withDeadline(e){return new i(this.core,{...this.options,deadlineS:Me(e,"A deadline")})}async call(e,t,r={}){return this.core.call(e,t,{...this.options,...r})}download(e,t,r={}){return this.files(r).save(e,t,r.overwrite??!1)}downloadBlob(e,t={}){return this.files(t).blob(e)}downloadFolder(e,t,r={}){return this.files(r).folder(e,t,r.flatten??!1)}upload(e,t,r={}){return this.files(r).upload(e,t,r.name)}liveView(e={}){return fs(this,e)}events(){return this.core.inbox.feed.stream()}on(e,t){return this.core.inbox.addHandler(e,t)}onEventsMissed(e){return this.core.inbox.addHandler("events_missed",e)}onConnection(e){let{connectionHandlers:t,inbox:r}=this.core,s=new V(e,100,r.report);return t.add(s),()=>{t.delete(s)}}onClose(e){let{closeHandlers:t,inbox:r}=this.core,s=new V(e,1,r.report);return t.add(s),()=>{t.delete(s)}}files(e){return new pr(this.core,{...this.options,...e})}};var c={name:"rpc-camera",views:{camera:"Camera",pictures:"Pictures",series:"Series",explorer:"Explorer",log:"Log"},navigation:"Views",notices:"Notices",keys:{title:"Keys",show:"Show the keys",close:"Close"},close:"Close",cancel:"Cancel",dismiss:"Dismiss",signIn:{title:"Sign in",lead:"The service showed a token at its start, or was given one as API_TOKEN.",token:"Token",go:"Connect",out:"Sign out",wrongToken:"This token is wrong.",ended:"The service does not know this token any more: it was started again with another one.",checking:"Connecting\u2026",empty:"Type the token."},connection:{lost:"The connection is lost. Trying again\u2026",back:"Connected again."},cameras:{pick:"Camera",all:"All cameras",none:"No camera yet",noneLead:"Connect a camera by USB and switch it on: it appears here by itself.",noneVirtual:"To try without one, start the service with",states:{connecting:"Connecting",ready:"Ready",busy:"Taking a picture",lost:"Not answering",failed:"Not usable"},gone:i=>`${i} is not connected.`,goneLead:"Connect it, and switch it on: it is back here by itself.",arrived:i=>`${i} is connected.`,state:(i,e)=>`${i}: ${e}.`,battery:i=>`Battery ${i} %`,space:(i,e)=>e===void 0?`${i} free`:`${e} pictures, ${i} free`},camera:{live:{title:"Live view",off:"Live view is off.",none:"This camera has no live view.",starting:"Starting live view\u2026",paused:"Live view waits.",retry:"Try again"},tools:{title:"Picture",live:"Live view",grid:"Grid",histogram:"Histogram",peaking:"Focus peaking",magnifier:"Magnifier",full:"Full screen"},fps:i=>`${i.toFixed(1)} fps`,skipped:i=>`${i} skipped`,skippedTitle:"Frames that the camera gave and that were not drawn here",kinds:{title:"What the shutter does",picture:"Picture",bulb:"Bulb"},shutter:{take:"Take a picture",open:"Open the shutter",hold:i=>`Expose for ${i} s`,close:i=>`Close the shutter \xB7 ${i}`,closeAny:"Close the shutter",cancel:"Cancel",taking:i=>i===void 0?"Taking the picture\u2026":`Taking the picture: ${i}\u2026`,exposing:(i,e)=>`${i.toFixed(0)} of ${e.toFixed(0)} s`,waits:"The camera is taking the picture."},bulb:{label:"Exposure in seconds",title:"The shutter closes after so many seconds; left empty, when you close it, after 10 minutes at most",byHand:"by hand"},trigger:{label:"Trigger",title:"Fire, and do not wait for the picture"},timer:{label:"Self-timer",off:"Off"},firesIn:i=>`${i} s`,newPicture:(i,e)=>`New picture of ${e}: ${i}`,openPicture:i=>`Pictures, the last is ${i}`,magnified:"4\xD7, drag or use the arrow keys to move",magnifierEnd:"End the magnifier",focus:{title:"Focus",autofocus:"Autofocus",focusing:"Focusing\u2026",focused:"In focus",unknown:"Focused; the camera does not say whether it is sharp.",near:"Near",far:"Far",nearer:["Nearer, a small step","Nearer, a middle step","Nearer, a large step"],farther:["Farther, a small step","Farther, a middle step","Farther, a large step"],movedNearer:["Moved nearer, a small step","Moved nearer, a middle step","Moved nearer, a large step"],movedFarther:["Moved farther, a small step","Moved farther, a middle step","Moved farther, a large step"]},keys:{fire:"Take a picture, or close the shutter",cancel:"End the magnifier; cancel the self-timer or the exposure",live:"Live view on or off",grid:"Grid",histogram:"Histogram",peaking:"Focus peaking",magnifier:"Magnifier",full:"Full screen",autofocus:"Autofocus",nearer:"Focus a small step nearer",farther:"Focus a small step farther"}},wall:{title:"All cameras",fire:i=>i===1?"Fire 1 camera":`Fire ${i} cameras`,firing:"Firing\u2026",none:"No camera takes part. Tick one.",takesPart:i=>`${i} takes part`,fireOne:i=>`Take a picture with ${i} alone`,live:"Live view",partial:"Fire the others if one cannot",complete:(i,e)=>`All ${i} pictures are there${e===null?"":`, fired within ${e.toFixed(1)} ms`}.`,incomplete:(i,e,t)=>`${i} of ${e} cameras have no picture${t===null?"":`; the others fired within ${t.toFixed(1)} ms`}.`,keys:{fire:"Fire the group",cancel:"Cancel the self-timer"}},settings:{title:"Settings",loading:"Reading the settings\u2026",search:"Search all settings",found:i=>i===1?"1 setting":`${i} settings`,readonly:"The camera does not let this be changed now.",goTo:i=>`Go to ${i}; up and down change it`,nothing:"(none)",auto:"Auto",now:"Now",nowLong:"Set the clock to this computer's time",lower:i=>`${i}: previous`,higher:i=>`${i}: next`,quick:{mode:"Mode",shutter_s:"Shutter",aperture:"Aperture",iso:"ISO",exposure_compensation:"Compensation",white_balance:"White balance",drive:"Drive",quality:"Quality"},sections:{actions:"Actions",settings:"Body",status:"Status",imgsettings:"Picture",capturesettings:"Capture",other:"By PTP code"}},pictures:{},series:{},explorer:{},log:{},failures:{connectionLost:"The connection to the service is lost.",connectionLostRemedy:"The page connects again by itself. See that the service runs.",timedOutRemedy:"See what the camera is at, and try again."}};function q(i){return i instanceof w?{message:i.message,remedy:i.remedy,name:i.errorName}:i instanceof P||i instanceof F||i instanceof Y?{message:c.failures.connectionLost,remedy:c.failures.connectionLostRemedy}:i instanceof I?{message:i.message,remedy:c.failures.timedOutRemedy}:{message:i instanceof Error?i.message:String(i)}}function Je(i){return i instanceof DOMException&&i.name==="AbortError"}var Ra=4,Aa={good:5e3,plain:6e3,bad:15e3},hi=class{constructor(){this.shown=new C([]);this.spoken=new C("");this.lastId=0}tell(e,t="plain"){this.add({message:e,kind:t})}fail(e){Je(e)||this.add({...q(e),kind:"bad"})}say(e){this.spoken.value=e}dismiss(e){this.shown.value=this.shown.value.filter(t=>t.id!==e)}add(e){let t=++this.lastId,r=this.shown.value.filter(({message:s})=>s!==e.message);this.shown.value=[...r,{...e,id:t}].slice(-Ra),setTimeout(()=>this.dismiss(t),Aa[e.kind])}},A=new hi;var gs=x`
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
`;var m=class extends ue{static{this.styles=gs}watch(...e){new Kt(this,...e)}};var fi=["camera","pictures","series","explorer","log"],Oe="all";function ge(i,e){return`#/${i}${e===void 0?"":`/${encodeURIComponent(e)}`}`}function vs(i){let[e,t]=i.replace(/^#\/?/,"").split("/");return{view:fi.find(s=>s===e)??"camera",rest:t?Ma(t):void 0}}function Ma(i){try{return decodeURIComponent(i)}catch{return i}}var ee=new C(vs(location.hash));addEventListener("hashchange",()=>ee.value=vs(location.hash));var Et="rpc-camera token",Ta=/^#ticket=(.+)$/,Da=2e3,gi=class{constructor(){this.state=new C({kind:"connecting"});this.session=new C(void 0);this.url=new URL("rpc",location.href.replace(/#.*/,"")).href.replace(/^http/,"ws")}async start(){let e=Ta.exec(location.hash)?.[1];if(e!==void 0){history.replaceState(null,"",location.pathname+location.search),await this.redeem(decodeURIComponent(e));return}let t=sessionStorage.getItem(Et);t===null?this.state.value={kind:"signed-out"}:await this.signIn(t)}async signIn(e){for(this.state.value={kind:"connecting"};;)try{this.use(await Ke.connect(this.url,{token:e,report:()=>{}})),sessionStorage.setItem(Et,e);return}catch(t){if(t instanceof w&&!t.retryable){this.refuse(t);return}this.state.value={kind:"lost"},await new Promise(r=>setTimeout(r,Da))}}signOut(e){sessionStorage.removeItem(Et);let t=this.session.value;this.session.value=void 0,this.state.value={kind:"signed-out",...e===void 0?{}:{failure:e}},t?.close()}async redeem(e){let t=sessionStorage.getItem(Et);try{let r=await Ke.connect(this.url,{report:()=>{}}),{token:s}=await r.redeemTicket({ticket:e}).finally(()=>r.close());await this.signIn(s)}catch(r){t===null?this.refuse(r):await this.signIn(t)}}refuse(e){let t=q(e),r=t.name==="unauthorized"&&sessionStorage.getItem(Et)!==null;this.signOut(r?{message:c.signIn.ended}:t)}use(e){e.onConnection(t=>{this.session.value===e&&(this.state.value={kind:t?"connected":"lost"})}),e.onClose(t=>{this.session.value===e&&this.refuse(t)}),this.session.value=e,this.state.value={kind:"connected"}}},_=new gi;function M(){let i=_.session.value;if(i===void 0)throw new Error(c.failures.connectionLost);return i}var Oa=1500,vi=class{constructor(){this.list=new C(void 0);this.details=new C(new Map);this.timers=new Map;_.session.subscribe(()=>this.follow(_.session.value)),_.state.subscribe(()=>{_.state.value.kind==="connected"&&this.refresh()})}find(e){return this.list.value?.find(t=>t.id===e)}async refresh(){try{let e=await _.session.value?.listCameras();e!==void 0&&(this.list.value=e.cameras,e.cameras.forEach(({id:t})=>this.ask(t,0)))}catch{}}follow(e){if(e===void 0){this.list.value=void 0,this.details.value=new Map;return}e.on("camera_added",({camera:t})=>this.arrived(t)),e.on("camera_removed",({camera:t})=>this.left(t)),e.on("camera_state_changed",()=>{this.refresh()}),e.on("file_added",({camera:t})=>this.ask(t,Oa)),e.onEventsMissed(()=>{this.refresh()}),e.getServerInfo().then(({events:t})=>e.subscribe({events:t})).catch(t=>A.fail(t)),this.refresh()}async arrived(e){await this.refresh(),A.tell(c.cameras.arrived(this.find(e)?.name??e))}async left(e){let t=this.find(e)?.name??e;await this.refresh(),A.tell(c.cameras.gone(t))}ask(e,t){clearTimeout(this.timers.get(e)),this.timers.set(e,setTimeout(()=>{this.fetchDetails(e)},t))}async fetchDetails(e){try{let t=await _.session.value?.getCamera({camera:e});t!==void 0&&(this.details.value=new Map(this.details.value).set(e,t))}catch{}}},$=new vi;var bs=(i,e,t)=>{let r=new Map;for(let s=e;s<=t;s++)r.set(i[s],s);return r},Qe=pe(class extends X{constructor(i){if(super(i),i.type!==W.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,e,t){let r;t===void 0?t=e:e!==void 0&&(r=e);let s=[],a=[],n=0;for(let o of i)s[n]=r?r(o,n):n,a[n]=t(o,n),n++;return{values:a,keys:s}}render(i,e,t){return this.dt(i,e,t).values}update(i,[e,t,r]){let s=Ki(i),{values:a,keys:n}=this.dt(e,t,r);if(!Array.isArray(s))return this.ut=n,a;let o=this.ut??=[],l=[],f,k,p=0,g=s.length-1,b=0,E=a.length-1;for(;p<=g&&b<=E;)if(s[p]===null)p++;else if(s[g]===null)g--;else if(o[p]===n[b])l[b]=me(s[p],a[b]),p++,b++;else if(o[g]===n[E])l[E]=me(s[g],a[E]),g--,E--;else if(o[p]===n[E])l[E]=me(s[p],a[E]),He(i,l[E+1],s[p]),p++,E--;else if(o[g]===n[b])l[b]=me(s[g],a[b]),He(i,s[p],s[g]),g--,b++;else if(f===void 0&&(f=bs(n,b,E),k=bs(o,p,g)),f.has(o[p]))if(f.has(o[g])){let T=k.get(n[b]),Ue=T!==void 0?s[T]:null;if(Ue===null){let Nt=He(i,s[p]);me(Nt,a[b]),l[b]=Nt}else l[b]=me(Ue,a[b]),He(i,s[p],Ue),s[T]=null;b++}else Vt(s[g]),g--;else Vt(s[p]),p++;for(;b<=E;){let T=He(i,l[E+1]);me(T,a[b]),l[b++]=T}for(;p<=g;){let T=s[p++];T!==null&&Vt(T)}return this.ut=n,Be(i,l),L}});var gr=["mode","shutter_s","aperture","iso","exposure_compensation","white_balance","drive","quality"],Fa=250,bi=class{constructor(e){this.widgets=new C(void 0);this.common=new C({});this.failure=new C(void 0);this.refused=new C(new Map);this.pending=new C(new Map);this.changed=new Set;this.camera=e}async load(){let{camera:e}=this;try{let[{widgets:t}]=await Promise.all([M().listConfig({camera:e}),this.loadCommon()]);this.widgets.value=new Map(t.map(r=>[r.name,r])),this.failure.value=void 0}catch(t){this.failure.value=q(t)}}async set(e,t){let r=this.pending.value.has(e);this.pending.value=new Map(this.pending.value).set(e,t),this.refuse(e,void 0),!r&&await this.setInTurn(e)}async setIso(e,t){let r;this.pending.value=new Map(this.pending.value).set(t,String(e));try{await M().setExposure({iso:e,camera:this.camera}),await this.loadCommon()}catch(s){r=q(s)}this.settle(t,r)}change(e,t){let r=this.widgets.value?.get(e);r!==void 0&&this.put({...r,value:t}),this.pending.value.has(e)||this.refuse(e,void 0),this.noteChange(e)}async setInTurn(e){let{camera:t}=this;for(;;){let r=this.pending.value.get(e),s;try{this.put(await M().setConfig({name:e,value:r,camera:t}))}catch(a){s=q(a)}if(Object.is(this.pending.value.get(e),r)){this.settle(e,s);return}}}settle(e,t){let r=new Map(this.pending.value);r.delete(e),this.pending.value=r,this.refuse(e,t),this.noteChange(e)}noteChange(e){this.changed.add(e),clearTimeout(this.timer),this.timer=setTimeout(()=>{this.follow()},Fa)}async follow(){let{camera:e}=this;try{await this.loadCommon(),gr.forEach(r=>this.changed.add(this.common.value[r]?.config??""));let t=[...this.changed].filter(r=>this.widgets.value?.has(r));this.changed.clear(),await Promise.all(t.map(async r=>this.put(await M().getConfig({name:r,camera:e}))))}catch(t){t instanceof gt&&await this.load()}}async loadCommon(){let{camera:e}=this,t=await Promise.all([M().getExposure({camera:e}),M().getCaptureSettings({camera:e})]);this.common.value=Object.assign({},...t.map(({settings:r})=>r))}put(e){this.widgets.value=new Map(this.widgets.value).set(e.name,e)}refuse(e,t){let r=new Map(this.refused.value);t===void 0?r.delete(e):r.set(e,t),this.refused.value=r}},yi=class{constructor(){this.known=new Map;this.states=new Map;_.session.subscribe(()=>this.follow()),$.list.subscribe(()=>this.reload())}of(e){let t=this.known.get(e);return t===void 0&&(t=new bi(e),this.known.set(e,t),this.states.set(e,void 0),this.reload()),t}reload(){for(let[e,t]of this.known){let r=$.find(e)?.state,s=ys(this.states.get(e));this.states.set(e,r),ys(r)&&!s&&t.load()}}follow(){this.known.clear(),this.states.clear();let{value:e}=_.session;e?.on("config_changed",({camera:r,name:s,value:a})=>this.known.get(r)?.change(s,a));let t=()=>[...this.known.values()].forEach(r=>{r.load()});e?.onEventsMissed(t),e?.onConnection(r=>r&&t())}};function ys(i){return i==="ready"||i==="busy"}var ws=new yi;var La={camera:S`<path d="M3 8a2 2 0 0 1 2-2h2.5L9 4h6l1.5 2H19a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><circle cx="12" cy="12.5" r="3.5"/>`,pictures:S`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 16l5-5 4 4 3-3 6 5"/><circle cx="16" cy="9.5" r="1"/>`,series:S`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,explorer:S`<path d="M8 6l-6 6 6 6M16 6l6 6-6 6M14 4l-4 16"/>`,log:S`<path d="M4 6h16M4 12h16M4 18h10"/>`,close:S`<path d="M6 6l12 12M18 6L6 18"/>`,key:S`<rect x="2" y="6" width="20" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8"/>`,out:S`<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>`,warning:S`<path d="M12 4L2.5 20h19zM12 10v4M12 17h.01"/>`,battery:S`<rect x="2" y="8" width="17" height="8" rx="2"/><path d="M22 11v2"/>`,card:S`<path d="M6 3h8l4 4v14H6zM9 3v4M12 3v4"/>`,lens:S`<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4"/>`,download:S`<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>`,upload:S`<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>`,delete:S`<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>`,search:S`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5"/>`,zoom:S`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5M8 11h6M11 8v6"/>`,compare:S`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M12 5v14"/>`,play:S`<path d="M7 5l12 7-12 7z"/>`,stop:S`<rect x="6" y="6" width="12" height="12" rx="1"/>`,copy:S`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>`,grid:S`<rect x="3" y="4" width="18" height="16" rx="1"/><path d="M9 4v16M15 4v16M3 9.300h18M3 14.600h18"/>`,histogram:S`<path d="M3 20V4M3 20h18M7 20v-5M11 20V9M15 20v-8M19 20v-3"/>`,peaking:S`<path d="M3 18l6-11 4 7 3-5 5 9z"/>`,timer:S`<circle cx="12" cy="13" r="8"/><path d="M12 13V9M9 2h6"/>`,focus:S`<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4"/><circle cx="12" cy="12" r="2.5"/>`,settings:S`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,check:S`<path d="M4 12l5 5L20 6"/>`,previous:S`<path d="M15 5l-7 7 7 7"/>`,next:S`<path d="M9 5l7 7-7 7"/>`,full:S`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>`,info:S`<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.500h.01"/>`},Xe=class extends m{constructor(){super(...arguments);this.name="info"}render(){return d`<svg viewBox="0 0 24 24" aria-hidden="true">${La[this.name]}</svg>`}};Xe.styles=[m.styles,x`
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
    `],u([v()],Xe.prototype,"name",2),Xe=u([y("rc-icon")],Xe);var Ze=class extends m{render(){return d`<div role="alert">
      ${this.failure===void 0?h:d`<div class="box">
            <rc-icon name="warning"></rc-icon>
            <div>
              <p>${this.failure.message}</p>
              ${this.failure.remedy?d`<p class="muted">${this.failure.remedy}</p>`:h}
            </div>
          </div>`}
    </div>`}};Ze.styles=[m.styles,x`
      .box {
        display: flex;
        gap: 10px;
        padding: 10px 12px;
        border-left: 3px solid var(--bad);
        border-radius: 4px;
        background: var(--bad-ground);
      }
      rc-icon {
        color: var(--bad);
      }
      p + p {
        margin-top: 4px;
      }
    `],u([v({attribute:!1})],Ze.prototype,"failure",2),Ze=u([y("rc-failure")],Ze);var te=pe(class extends X{constructor(i){if(super(i),i.type!==W.PROPERTY&&i.type!==W.ATTRIBUTE&&i.type!==W.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Vi(i))throw Error("`live` bindings can only contain a single expression")}render(i){return i}update(i,[e]){if(e===L||e===h)return e;let t=i.element,r=i.name;if(i.type===W.PROPERTY){if(e===t[r])return L}else if(i.type===W.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(r))return L}else if(i.type===W.ATTRIBUTE&&t.getAttribute(r)===e+"")return L;return Be(i),e}});var Na=["shutter_s","aperture","iso","exposure_compensation"],le="auto",B=class extends m{focus(){this.renderRoot.querySelector("select")?.focus()}render(){let{config:e,readonly:t,reason:r}=this.common,s=this.why??(t?r??c.settings.readonly:void 0),a=this.pending!==void 0,n=Na.includes(this.name),o=c.settings.quick[this.name];return d`
      <label class="label" for="value" title=${e}>${o}</label>
      <div class="line ${n?"stepped":""} ${a?"busy":""}" aria-busy=${a}>
        ${n?this.step(-1,"previous",c.settings.lower(o),s):h}
        <select id="value" ?disabled=${s!==void 0} aria-describedby="why" .value=${te(this.value)} @change=${this.pick}>
          ${this.choices().map(l=>d`<option value=${l} ?selected=${l===this.value}>${Ia(l)}</option>`)}
        </select>
        ${n?this.step(1,"next",c.settings.higher(o),s):h}
      </div>
      <p id="why" class="why muted">${this.why===void 0?s??h:h}</p>
      <rc-failure .failure=${this.failure}></rc-failure>
    `}get hasAutoBeside(){let{choices:e=[]}=this.widget;return this.name==="iso"&&qa(this.common.allowed,le)&&!e.some(t=>/auto/i.test(t))}get value(){let e=this.hasAutoBeside&&this.common.value===le;return String(this.pending??(e?le:this.widget.value))}choices(){let{choices:e=[]}=this.widget,t=this.hasAutoBeside?[le,...e]:e;return t.includes(this.value)?t:[this.value,...t]}step(e,t,r,s){let a=this.choices()[this.choices().indexOf(this.value)+e];return d`<button class="icon" aria-label=${r} ?disabled=${s!==void 0||a===void 0} @click=${()=>this.choose(a)}>
      <rc-icon name=${t}></rc-icon>
    </button>`}pick(e){this.choose(e.target.value)}choose(e){let{config:t}=this.common;e!==void 0&&(this.hasAutoBeside&&(e===le||this.value===le)?this.settings.setIso(e===le?le:Number(e),t):this.settings.set(t,e))}};B.styles=[m.styles,x`
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
      }
      .label {
        display: block;
        margin-bottom: 2px;
      }
    `],u([v({attribute:!1})],B.prototype,"settings",2),u([v({attribute:!1})],B.prototype,"name",2),u([v({attribute:!1})],B.prototype,"common",2),u([v({attribute:!1})],B.prototype,"widget",2),u([v({attribute:!1})],B.prototype,"why",2),u([v({attribute:!1})],B.prototype,"pending",2),u([v({attribute:!1})],B.prototype,"failure",2),B=u([y("rc-quick-setting")],B);function qa(i,e){return Array.isArray(i)&&i.includes(e)}function Ia(i){return i===le?c.settings.auto:i}var Ua=200,ce=class extends m{constructor(){super(...arguments);this.label=""}render(){let t=this.pending!==void 0;return d`<div class=${t?"busy":""} aria-busy=${t} title=${this.why??h}>${this.control()}</div>`}get value(){return this.pending??this.widget.value}control(){switch(this.widget.type){case"radio":case"menu":return this.choices();case"toggle":return d`<input type="checkbox" role="switch" aria-label=${this.label} ?disabled=${this.isFixed}
          .checked=${te(this.value===!0)} .indeterminate=${te(this.value===null)}
          @change=${t=>this.choose(t.target.checked)} />`;case"range":return this.range();case"button":return d`<button ?disabled=${this.isFixed} @click=${()=>this.choose(!0)}>${this.widget.label}</button>`;case"date":return this.date();default:return d`<input aria-label=${this.label} ?disabled=${this.isFixed} .value=${te(String(this.value??""))} @change=${this.chooseText} />`}}get isFixed(){return this.why!==void 0}choices(){let{choices:t=[]}=this.widget,r=String(this.value),s=t.includes(r)?t:[r,...t];return d`<select aria-label=${this.label} ?disabled=${this.isFixed} .value=${te(r)} @change=${this.chooseText}>
      ${s.map(a=>d`<option value=${a} ?selected=${a===r}>${a===""?c.settings.nothing:a}</option>`)}
    </select>`}range(){let{min:t,max:r,step:s}=this.widget.range??{min:0,max:0,step:0},a=s>0?(r-t)/s:1/0,n=l=>{let f=l.target;f.reportValidity()&&f.value!==""&&this.choose(Number(f.value))},o=d`<input type="number" aria-label=${this.label} ?disabled=${this.isFixed} min=${t} max=${r}
      step=${Number.isInteger(s)&&s>0?s:"any"} .value=${te(String(this.value))} @change=${n} />`;return d`<div class="pair">
      ${a>Ua?h:d`<input type="range" aria-label=${this.label} ?disabled=${this.isFixed}
        min=${t} max=${r} step=${s} .value=${te(String(this.value))} @change=${n} />`}
      ${o}
    </div>`}date(){let t=new Date(String(this.value)),r=new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19),s=a=>{let{value:n}=a.target;n!==""&&this.choose(xs(new Date(n)))};return d`<div class="pair">
      <input type="datetime-local" step="1" aria-label=${this.label} ?disabled=${this.isFixed} .value=${te(r)} @change=${s} />
      <button ?disabled=${this.isFixed} title=${c.settings.nowLong} @click=${()=>this.choose(xs(new Date))}>${c.settings.now}</button>
    </div>`}chooseText(t){this.choose(t.target.value)}choose(t){this.dispatchEvent(new CustomEvent("choose",{detail:t}))}};ce.styles=[m.styles,x`
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
    `],u([v({attribute:!1})],ce.prototype,"widget",2),u([v({attribute:!1})],ce.prototype,"pending",2),u([v({attribute:!1})],ce.prototype,"why",2),u([v()],ce.prototype,"label",2),ce=u([y("rc-widget-control")],ce);function xs(i){return i.toISOString().replace(/\.\d+Z$/,"Z")}var re=class extends m{render(){let{name:e,label:t,readonly:r,type:s,value:a}=this.widget,n=this.why??(r?c.settings.readonly:void 0);return d`<div class="pair">
        <span class="label" title=${e}>${t}</span>
        ${r&&s==="text"?d`<span class="fixed">${a===""?c.settings.nothing:a}</span>`:d`<rc-widget-control .widget=${this.widget} .pending=${this.pending} .why=${n} label=${t}
              @choose=${l=>{this.settings.set(e,l.detail)}}></rc-widget-control>`}
      </div>
      ${this.failure===void 0?h:d`<rc-failure .failure=${this.failure}></rc-failure>`}`}};re.styles=[m.styles,x`
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 10px;
        align-items: center;
      }
      .label {
        overflow-wrap: anywhere;
      }
      .fixed {
        overflow-wrap: anywhere;
      }
      rc-failure {
        margin-top: 6px;
      }
    `],u([v({attribute:!1})],re.prototype,"settings",2),u([v({attribute:!1})],re.prototype,"widget",2),u([v({attribute:!1})],re.prototype,"why",2),u([v({attribute:!1})],re.prototype,"pending",2),u([v({attribute:!1})],re.prototype,"failure",2),re=u([y("rc-setting-row")],re);var Ga=40,_s={mode:"m",shutter_s:"s",aperture:"a",iso:"i",exposure_compensation:"e",white_balance:"w",quality:"q"},ve=class extends m{constructor(){super();this.search="";this.open=new Set;this.watch($.list,_.state);let t=gr.filter(r=>_s[r]!==void 0);new H(this,t.map(r=>({key:_s[r],label:c.settings.goTo(c.settings.quick[r]),run:()=>this.goTo(r)})))}connectedCallback(){super.connectedCallback(),this.settings=ws.of(this.camera);let{widgets:t,common:r,failure:s,refused:a,pending:n}=this.settings;this.watch(t,r,s,a,n)}render(){let t=this.settings?.widgets.value;if(this.settings===void 0||t===void 0){let s=this.settings?.failure.value;return s===void 0?d`<p class="note muted" role="status">${c.settings.loading}</p>`:d`<rc-failure class="note" .failure=${s}></rc-failure>`}let r=this.why();return d`
      <h2 class="visually-hidden">${c.settings.title}</h2>
      <div class="quick">${gr.map(s=>this.quick(s,t,r))}</div>
      <div class="all">
        <div class="search">
          <rc-icon name="search"></rc-icon>
          <input type="search" aria-label=${c.settings.search} placeholder=${c.settings.search}
            @input=${s=>this.search=s.target.value} />
        </div>
        ${this.search.trim()===""?this.sections(t,r):this.results(t,r)}
      </div>
    `}goTo(t){this.renderRoot.querySelector(`rc-quick-setting[data-name=${t}]`)?.focus()}why(){if(_.state.value.kind!=="connected")return c.connection.lost;let t=$.find(this.camera);return t===void 0?c.cameras.gone(this.camera):t.state==="ready"||t.state==="busy"?void 0:t.state_reason??c.cameras.states[t.state]}quick(t,r,s){let a=this.settings?.common.value[t],n=a&&r.get(a.config);return n===void 0?h:d`<rc-quick-setting data-name=${t} .settings=${this.settings} .name=${t} .common=${a} .widget=${n} .why=${s}
          .pending=${this.settings?.pending.value.get(n.name)} .failure=${this.settings?.refused.value.get(n.name)}></rc-quick-setting>`}sections(t,r){return[...new Set([...t.values()].map(ks))].map(a=>{let n=[...t.values()].filter(l=>ks(l)===a),o=this.open.has(a);return d`<details ?open=${o} @toggle=${l=>this.toggle(a,l)}>
        <summary>${c.settings.sections[a]??a} <span class="muted">${n.length}</span></summary>
        ${o?this.rows(n,r):h}
      </details>`})}results(t,r){let s=this.search.toLowerCase().split(/\s+/).filter(Boolean),a=[...t.values()].filter(({name:n,label:o,value:l})=>{let f=`${n} ${o} ${l}`.toLowerCase();return s.every(k=>f.includes(k))});return d`<p class="muted" role="status">${c.settings.found(a.length)}</p>${this.rows(a.slice(0,Ga),r)}`}rows(t,r){return d`<div class="rows">
      ${Qe(t,({name:s})=>s,s=>d`<rc-setting-row .settings=${this.settings} .widget=${s} .why=${r}
        .pending=${this.settings?.pending.value.get(s.name)} .failure=${this.settings?.refused.value.get(s.name)}></rc-setting-row>`)}
    </div>`}toggle(t,r){let s=new Set(this.open);r.target.open?s.add(t):s.delete(t),this.open=s}};ve.styles=[m.styles,x`
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
    `],u([v({attribute:!1})],ve.prototype,"camera",2),u([O()],ve.prototype,"search",2),u([O()],ve.prototype,"open",2),ve=u([y("rc-settings-panel")],ve);function ks({path:i}){return i.slice(0,i.lastIndexOf("/"))}var Es=["B","kB","MB","GB","TB"];function $s(i){let e=i,t=0;for(;e>=999.5&&t<Es.length-1;)e/=1e3,t+=1;return`${t===0||e>=100?Math.round(e):e.toFixed(1)} ${Es[t]}`}function Ss(i){let e=Math.max(0,Math.round(i)),[t,r,s]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60],a=n=>String(n).padStart(2,"0");return t>0?`${t}:${a(r)}:${a(s)}`:`${r}:${a(s)}`}function G(i,e){let t=`rpc-camera ${i}`,r=new C(Ha(t,e));return r.subscribe(()=>sessionStorage.setItem(t,JSON.stringify(r.value))),r}function Ha(i,e){try{let t=JSON.parse(sessionStorage.getItem(i)??"null");return typeof t==typeof e?t:e}catch{return e}}function vr(i){if(_.state.value.kind!=="connected")return c.connection.lost;let e=$.find(i);if(e===void 0)return c.cameras.gone(i);let{state:t,state_reason:r}=e;return t==="ready"||t==="busy"?void 0:r??`${c.cameras.states[t]}.`}function de(i){let e=$.find(i);return vr(i)??(e?.state==="busy"?e.state_reason??`${c.cameras.states.busy}.`:void 0)}function j(i,e){return $.find(i)?.abilities.includes(e)??!1}var Ba=3;async function br(i,e,t){let r=performance.now()+i*1e3;for(let s=i;s>0;s-=1)t(s),(s===i||s<=Ba)&&A.say(c.camera.firesIn(s)),await ja(r-(s-1)*1e3,e)}function ja(i,e){return new Promise((t,r)=>{e.throwIfAborted();let s=()=>{clearTimeout(a),r(e.reason)},a=setTimeout(()=>{e.removeEventListener("abort",s),t()},i-performance.now());e.addEventListener("abort",s,{once:!0})})}var wi=class{constructor(e){this.phase=new C({kind:"idle"});this.failure=new C(void 0);this.camera=e}async fire({delayS:e,bulb:t}){await this.attempt(async()=>{await this.count(e),t===void 0?await this.take({}):t.seconds===void 0?await this.open():await this.take({bulb_s:t.seconds},new AbortController)})}async trigger(){await this.attempt(async()=>{this.phase.value={kind:"taking",since:Date.now()},await M().triggerCapture({camera:this.camera})})}async close(){await this.attempt(async()=>{this.phase.value={kind:"taking",since:Date.now()},await M().stopBulb({camera:this.camera})})}stopCounting(){this.countdown?.abort()}cancel(){this.stopCounting(),this.phase.value.kind==="taking"&&this.phase.value.stop?.abort()}failed({message:e,remedy:t,name:r}){this.phase.value.kind!=="taking"&&(this.phase.value={kind:"idle"},this.failure.value={message:e,name:r,remedy:t})}succeeded(){this.failure.value=void 0}see(){this.phase.value.kind==="open"&&$.find(this.camera)?.state!=="busy"&&(this.phase.value={kind:"idle"})}async attempt(e){this.failure.value=void 0;try{await e()}catch(t){this.failure.value=Je(t)?void 0:q(t)}finally{this.phase.value.kind!=="open"&&(this.phase.value={kind:"idle"})}}async count(e){let t=this.countdown=new AbortController;await br(e,t.signal,r=>this.phase.value={kind:"counting",left:r})}async take(e,t){let r={kind:"taking",since:Date.now(),...t===void 0?{}:{stop:t}};this.phase.value=r,await M().captureImage({camera:this.camera,...e},{onProgress:s=>this.phase.value={...r,progress:s},...t===void 0?{}:{signal:t.signal}})}async open(){this.phase.value={kind:"taking",since:Date.now()},await M().startBulb({camera:this.camera}),this.phase.value={kind:"open",since:Date.now()}}},xi=new Map;function za(i){i?.on("capture_failed",({camera:e,error:t})=>K(e).failed(t)),i?.on("capture_completed",({camera:e})=>K(e).succeeded())}_.session.subscribe(()=>za(_.session.value));$.list.subscribe(()=>xi.forEach(i=>i.see()));function K(i){let e=xi.get(i);return e===void 0&&xi.set(i,e=new wi(i)),e}var Wa=[0,2,5,10],Fe=G("self-timer",0),et=class extends m{constructor(){super();this.isLocked=!1;this.watch(Fe)}render(){return d`<rc-icon name="timer"></rc-icon>
      <select aria-label=${c.camera.timer.label} title=${c.camera.timer.label} ?disabled=${this.isLocked} @change=${this.pick}>
        ${Wa.map(t=>d`<option value=${t} .selected=${t===Fe.value}>${t===0?c.camera.timer.off:`${t} s`}</option>`)}
      </select>`}pick(t){Fe.value=Number(t.target.value)}};et.styles=[m.styles,x`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      rc-icon {
        color: var(--muted);
      }
    `],u([v({attribute:!1})],et.prototype,"isLocked",2),et=u([y("rc-self-timer")],et);var Cs=pe(class extends X{constructor(i){if(super(i),i.type!==W.ATTRIBUTE||i.name!=="class"||i.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(i){return" "+Object.keys(i).filter(e=>i[e]).join(" ")+" "}update(i,[e]){if(this.st===void 0){this.st=new Set,i.strings!==void 0&&(this.nt=new Set(i.strings.join(" ").split(/\s/).filter(r=>r!=="")));for(let r in e)e[r]&&!this.nt?.has(r)&&this.st.add(r);return this.render(e)}let t=i.element.classList;for(let r of this.st)r in e||(t.remove(r),this.st.delete(r));for(let r in e){let s=!!e[r];s===this.st.has(r)||this.nt?.has(r)||(s?(t.add(r),this.st.add(r)):(t.remove(r),this.st.delete(r)))}return L}});var J=class extends m{constructor(){super(...arguments);this.label="";this.isBusy=!1;this.isStop=!1}updated(){this.button.style.setProperty("--share",String(this.share??.25))}render(){let t=this.why!==void 0,r={busy:this.isBusy,turning:this.isBusy&&this.share===void 0,stops:this.isStop};return d`<button class=${Cs(r)} aria-label=${this.label} aria-describedby="why" aria-disabled=${t?"true":h}
        title=${this.why??this.label} @click=${this.press}></button>
      <p id="why" aria-hidden="true">${this.why??this.label}</p>`}press(){this.why===void 0&&this.dispatchEvent(new CustomEvent("press"))}};J.styles=[m.styles,x`
      :host {
        display: grid;
        justify-items: center;
        gap: 4px;
        width: 11rem;
      }
      button {
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
        background:
          radial-gradient(closest-side, var(--surface) 88%, transparent 90%),
          conic-gradient(var(--accent) calc(var(--share) * 1turn), var(--line) 0) border-box;
      }
      button.stops::before {
        width: 40%;
        height: 40%;
        border-radius: 4px;
      }
      button.turning {
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
      @media (max-width: 480px) {
        :host {
          width: 7rem;
        }
      }
    `],u([v({attribute:!1})],J.prototype,"label",2),u([v({attribute:!1})],J.prototype,"why",2),u([v({attribute:!1})],J.prototype,"isBusy",2),u([v({attribute:!1})],J.prototype,"isStop",2),u([v({attribute:!1})],J.prototype,"share",2),u([N("button")],J.prototype,"button",2),J=u([y("rc-shutter-button")],J);var _i=G("bulb",!1),$t=G("bulb seconds",""),Ps=3600,tt=class extends m{constructor(){super();this.camera="";this.ticking=0;this.watch($.list,_.state,_i,$t),new H(this,[{key:" ",label:c.camera.keys.fire,run:()=>this.press()}])}connectedCallback(){super.connectedCallback();let{phase:t,failure:r}=this.shutter,s=[t,r].map(a=>a.subscribe(()=>this.requestUpdate()));this.end=()=>s.forEach(a=>a()),this.ticking=setInterval(()=>"since"in t.value&&this.requestUpdate(),250)}disconnectedCallback(){super.disconnectedCallback(),this.end?.(),clearInterval(this.ticking),this.shutter.stopCounting()}get shutter(){return K(this.camera)}get isBulb(){return _i.value&&j(this.camera,"bulb")}get action(){let{shutter:t}=this,r=t.phase.value,s=c.camera.shutter;switch(r.kind){case"counting":return{label:s.cancel,isStop:!0,run:()=>t.cancel()};case"open":return{label:s.close(Ss((Date.now()-r.since)/1e3)),isBusy:!0,isStop:!0,run:()=>{t.close()}};case"taking":{let{progress:a,stop:n}=r,o=a?.unit==="s"&&a.total!==null,l=o?s.exposing(a.done,a.total??0):s.taking(a?.stage),f=o&&a.total?a.done/a.total:void 0;return n===void 0?{label:l,isBusy:!0,share:f,why:s.waits}:{label:`${s.cancel} \xB7 ${l}`,isBusy:!0,isStop:!0,share:f,run:()=>t.cancel()}}case"idle":return this.idle()}}idle(){let{shutter:t,camera:r}=this,s=de(r),a=c.camera.shutter,n=$.find(r)?.state==="busy"&&_.state.value.kind==="connected";if(this.isBulb&&n)return{label:a.closeAny,isBusy:n,isStop:!0,run:()=>{t.close()}};let o=this.isBulb?{seconds:this.seconds}:void 0,l=()=>{t.fire({delayS:Fe.value,...o===void 0?{}:{bulb:o}})},f=o===void 0?a.take:o.seconds===void 0?a.open:a.hold(o.seconds);return s===void 0?{label:f,run:l}:{label:f,why:s,isBusy:n}}get seconds(){let t=Number($t.value);return $t.value.trim()!==""&&t>0?Math.min(t,Ps):void 0}press(){this.action.run?.()}render(){let{shutter:t,camera:r,action:s}=this,a=t.phase.value.kind==="idle",n=$.find(r);return d`<rc-failure .failure=${t.failure.value}></rc-failure>
      ${n?.state==="ready"&&n.state_reason?d`<p class="hint" role="status">${n.state_reason}</p>`:h}
      <div class="bar">
        <div class="side left">
          ${j(r,"bulb")?this.kinds(a):h} ${this.isBulb?this.secondsField(a):h}
        </div>
        <rc-shutter-button .label=${s.label} .why=${s.why} .isBusy=${s.isBusy??!1} .isStop=${s.isStop??!1}
          .share=${s.share} @press=${()=>this.press()}></rc-shutter-button>
        <div class="side"><rc-self-timer .isLocked=${!a}></rc-self-timer> ${this.trigger(a)}</div>
      </div>`}kinds(t){let r=(a,n)=>d`<button aria-pressed=${this.isBulb===a} ?disabled=${!t} @click=${()=>_i.value=a}>${n}</button>`,{kinds:s}=c.camera;return d`<span class="kinds" role="group" aria-label=${s.title}>${r(!1,s.picture)}${r(!0,s.bulb)}</span>`}secondsField(t){let{bulb:r}=c.camera;return d`<span class="seconds">
      <input aria-label=${r.label} title=${r.title} placeholder=${r.byHand} type="number" inputmode="decimal" min="0.1"
        max=${Ps} step="any" .value=${$t.value} ?disabled=${!t}
        @input=${s=>$t.value=s.target.value} />
      <span class="muted" aria-hidden="true">s</span>
    </span>`}trigger(t){let{shutter:r,camera:s}=this;if(!j(s,"trigger_capture")||this.isBulb)return h;let a=de(s);return d`<button ?disabled=${!t||a!==void 0} title=${a??c.camera.trigger.title}
      @click=${()=>{r.trigger()}}>${c.camera.trigger.label}</button>`}};tt.styles=[m.styles,x`
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
        width: 5.5rem;
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
          width: 4.5rem;
        }
      }
    `],u([v({attribute:!1})],tt.prototype,"camera",2),tt=u([y("rc-fire-bar")],tt);var be={x:.5,y:.5,scale:1};function St(i,e,t){let r=.5/t,s=a=>Math.min(Math.max(a,r),1-r);return{x:s(i),y:s(e),scale:t}}function Rs(i,e,t){return{x:i.x+(e-.5)/i.scale,y:i.y+(t-.5)/i.scale}}var ye=4,Ya=5,Va={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]},yr=class{constructor(e){this.crop=be;this.show=e}get isOn(){return this.crop!==be}toggle(){this.put(this.isOn?be:St(.5,.5,ye))}end(){this.put(be)}press(e){e.button===0&&(this.grip={x:e.clientX,y:e.clientY,crop:this.crop,hasMoved:!1},e.currentTarget.setPointerCapture(e.pointerId))}move(e){let{grip:t}=this;if(t===void 0)return;let[r,s]=[e.clientX-t.x,e.clientY-t.y];if(t.hasMoved||=Math.hypot(r,s)>Ya,t.hasMoved&&this.isOn){let{width:a,height:n}=e.currentTarget.getBoundingClientRect();this.put(St(t.crop.x-r/a/ye,t.crop.y-s/n/ye,ye))}}release(e){if(this.grip!==void 0&&!this.grip.hasMoved){let{left:t,top:r,width:s,height:a}=e.currentTarget.getBoundingClientRect(),n=Rs(this.crop,(e.clientX-t)/s,(e.clientY-r)/a);this.put(this.isOn?be:St(n.x,n.y,ye))}this.grip=void 0}letGo(){this.grip=void 0}key(e){let t=Va[e.key];t!==void 0&&this.isOn&&(e.preventDefault(),this.put(St(this.crop.x+t[0]/ye/4,this.crop.y+t[1]/ye/4,ye)))}put(e){this.crop=e,this.show(e)}};var D={live:G("live view",!0),grid:G("grid",!1),histogram:G("histogram",!1),peaking:G("focus peaking",!1)};function Q(i){i.value=!i.value}var Ka=[20,200,1e3],wr=class{constructor(e){this.sizes=Ka;this.camera=e}async drive(e,t){try{await this.send(e,t)}catch(r){let s=r instanceof vt?r.data.range?.max:void 0;if(s===void 0||s>=this.sizes[2])throw r;this.sizes=[1,Math.ceil(s/2),s],await this.send(e,t)}}async send(e,t){await M().driveFocus({camera:this.camera,steps:e*this.sizes[t]})}};var Ja=2,ie=class extends m{constructor(){super();this.camera="";this.result="";this.isFocused=!1;this.isFocusing=!1;this.waiting=0;this.watch($.list,_.state);let{keys:t}=c.camera;new H(this,[{key:"a",label:t.autofocus,run:()=>{this.focusOnce()}},{key:",",label:t.nearer,run:()=>{this.drive(-1,0)}},{key:".",label:t.farther,run:()=>{this.drive(1,0)}}])}render(){let{camera:t}=this,[r,s]=[j(t,"autofocus"),j(t,"drive_focus")];if(!r&&!s)return h;let a=this.isFocusing?void 0:de(t);return d`<div class="bar" role="group" aria-label=${c.camera.focus.title}>
        ${r?this.button(a):h} ${s?this.stepButtons(a):h}
        <p class="result ${this.isFocused?"good":"muted"}" id="why" title=${a??this.result}>${a??this.result}</p>
      </div>
      <rc-failure .failure=${this.failure}></rc-failure>`}button(t){let{focus:r}=c.camera;return d`<button aria-disabled=${t!==void 0||this.isFocusing} aria-describedby="why" title=${t??r.autofocus}
      @click=${()=>{this.focusOnce()}}>
      <rc-icon name="focus"></rc-icon>${this.isFocusing?r.focusing:r.autofocus}
    </button>`}stepButtons(t){let{focus:r}=c.camera,s=(a,n)=>{let o=a<0?r.nearer[n]:r.farther[n];return d`<button class="quiet" aria-label=${o} title=${t??o} aria-disabled=${t!==void 0}
        aria-describedby="why" @click=${()=>{this.drive(a,n)}}>
        ${(a<0?"\u2039":"\u203A").repeat(n+1)}
      </button>`};return d`<span class="steps">
      <span class="label" aria-hidden="true">${r.near}</span>
      ${s(-1,2)} ${s(-1,1)} ${s(-1,0)} ${s(1,0)} ${s(1,1)} ${s(1,2)}
      <span class="label" aria-hidden="true">${r.far}</span>
    </span>`}async focusOnce(){this.isFocusing||de(this.camera)!==void 0||!j(this.camera,"autofocus")||(this.isFocusing=!0,await this.attempt(async()=>{let{focused:t}=await M().autofocus({camera:this.camera});this.tell(t===null?c.camera.focus.unknown:c.camera.focus.focused,t===!0)}),this.isFocusing=!1)}async drive(t,r){this.waiting>=Ja||de(this.camera)!==void 0||!j(this.camera,"drive_focus")||(this.waiting+=1,this.steps??=new wr(this.camera),await this.attempt(async()=>{await this.steps?.drive(t,r),this.tell((t<0?c.camera.focus.movedNearer:c.camera.focus.movedFarther)[r])}),this.waiting-=1)}async attempt(t){this.failure=void 0,this.tell("");try{await t()}catch(r){this.failure=q(r)}}tell(t,r=!1){this.result=t,this.isFocused=r,t!==""&&A.say(t)}};ie.styles=[m.styles,x`
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
      @media (max-width: 900px) {
        .result:empty {
          display: none;
        }
      }
      @media (max-width: 480px) {
        .bar {
          gap: 4px 2px;
        }
        .steps .label {
          display: none;
        }
        .bar > button {
          padding: 0 8px;
        }
      }
    `],u([v({attribute:!1})],ie.prototype,"camera",2),u([O()],ie.prototype,"failure",2),u([O()],ie.prototype,"result",2),u([O()],ie.prototype,"isFocused",2),u([O()],ie.prototype,"isFocusing",2),ie=u([y("rc-focus-bar")],ie);function As({data:i,width:e,height:t}){let r=ki(i),s=new ImageData(e,t);for(let a=1;a<t-1;a+=1)for(let n=1;n<e-1;n+=1){let o=a*e+n;Qa(r,o,e)>=200&&(s.data[4*o+3]=255)}return s}function ki(i){let e=new Uint8Array(i.length/4);for(let t=0;t<e.length;t+=1)e[t]=77*(i[4*t]??0)+150*(i[4*t+1]??0)+29*(i[4*t+2]??0)>>8;return e}function Qa(i,e,t){let r=g=>i[e+g]??0,[s,a,n]=[r(-t-1),r(-t),r(-t+1)],[o,l]=[r(-1),r(1)],[f,k,p]=[r(t-1),r(t),r(t+1)];return Math.abs(n+2*l+p-s-2*o-f)+Math.abs(f+2*k+p-s-2*a-n)}var we=class extends m{constructor(){super(...arguments);this.reduced=new OffscreenCanvas(1,1);this.last=-1/0;this.onFrame=()=>{let t=performance.now();t-this.last>=this.everyMs&&(this.last=t,this.look())}}updated(){this.source!==this.picture&&(this.leave(),this.source=this.picture,this.source?.addEventListener("frame",this.onFrame),this.look())}disconnectedCallback(){super.disconnectedCallback(),this.leave()}render(){return d`<canvas aria-hidden="true"></canvas>`}leave(){this.source?.removeEventListener("frame",this.onFrame),this.source=void 0}look(){let t=this.picture?.canvas;if(t==null||this.picture?.size===void 0)return;let r=Math.min(1,this.mostWidth/t.width),[s,a]=[Math.round(t.width*r),Math.round(t.height*r)];(this.reduced.width!==s||this.reduced.height!==a)&&Object.assign(this.reduced,{width:s,height:a});let n=this.reduced.getContext("2d",{willReadFrequently:!0});n?.drawImage(t,0,0,s,a);let o=n?.getImageData(0,0,s,a);o!==void 0&&this.paint(o)}};u([v({attribute:!1})],we.prototype,"picture",2),u([N("canvas")],we.prototype,"canvas",2);var Pt=96,Xa=["#ff6b6b","#7be07b","#7ab0ff"],Ct=class extends we{constructor(){super(...arguments);this.everyMs=200;this.mostWidth=240}paint({data:t}){let{canvas:r}=this;Object.assign(r,{width:256,height:Pt});let s=r.getContext("2d");s!==null&&(s.fillStyle="rgb(255 255 255 / 0.55)",s.fill(Ts(Ms(ki(t),0,1))),Xa.forEach((a,n)=>{s.strokeStyle=a,s.stroke(Ts(Ms(t,n,4)))}))}};Ct.styles=[m.styles,x`
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
    `],Ct=u([y("rc-histogram")],Ct);function Ms(i,e,t){let r=new Uint32Array(256);for(let s=e;s<i.length;s+=t){let a=i[s]??0;r[a]=(r[a]??0)+1}return r}function Ts(i){let e=Math.max(...i.subarray(1,255),1),t=new Path2D;return t.moveTo(0,Pt),i.forEach((r,s)=>t.lineTo(s,Pt-Math.sqrt(Math.min(1,r/e))*(Pt-2))),t.lineTo(255,Pt),t}var Ds=new Map;async function*Os(i,e,t){let r=Ds.get(i),s=()=>{};Ds.set(i,new Promise(a=>s=a));try{if(await r,t.aborted)return;for await(let a of M().liveView({camera:i,maxFps:e})){if(t.aborted)return;yield a}}finally{s()}}var xr=class{constructor(){this.skipped=0;this.drawn=0;this.times=[]}add(e,t){this.last!==void 0&&e>this.last&&(this.skipped+=e-this.last-1),this.last=e,this.drawn+=1,this.times.push(t),this.forget(t)}resume(){this.last=void 0,this.times=[]}perSecond(e){this.forget(e);let[t]=this.times;return t===void 0?0:this.times.length*1e3/Math.max(e-t,500)}forget(e){this.times=this.times.filter(t=>e-t<=2e3)}};var z=class extends m{constructor(){super();this.camera="";this.maxFps=30;this.isOn=!0;this.crop=be;this.count=new xr;this.ends=[];this.watch($.list,_.state)}connectedCallback(){super.connectedCallback();let t=()=>this.requestUpdate();document.addEventListener("visibilitychange",t),this.ends=[()=>document.removeEventListener("visibilitychange",t)];let r=_.session.value;r!==void 0&&this.ends.push(r.on("preview_state_changed",({camera:s,state:a,reason:n,at:o})=>{s===this.camera&&(this.paused=a==="paused"?{reason:n??c.camera.live.paused,at:o}:void 0)}))}disconnectedCallback(){super.disconnectedCallback(),this.ends.splice(0).forEach(t=>t()),this.stop(),this.frame?.close(),this.frame=void 0}render(){let t=this.message();return d`<canvas class=${t===void 0?"":"dimmed"} aria-hidden="true"></canvas>
      ${t===void 0?h:d`<div class="message">${t}</div>`}`}updated(){vr(this.camera)!==void 0&&this.failure!==void 0&&(this.failure=void 0);let t=this.isOn&&document.visibilityState==="visible"&&this.failure===void 0,r=$.find(this.camera)?.state.match(/ready|busy/)!=null&&j(this.camera,"preview");!t||!r?this.stop():this.loop===void 0&&(this.loop=new AbortController,this.show(this.loop.signal)),this.draw()}message(){let{camera:t}=this,r=vr(t);if(this.failure!==void 0)return d`<rc-failure .failure=${this.failure}></rc-failure>
        <button @click=${()=>this.failure=void 0}>${c.camera.live.retry}</button>`;if(r!==void 0)return d`<p role="status">${r}</p>`;if(!j(t,"preview"))return d`<p>${c.camera.live.none}</p>`;if(!this.isOn)return d`<p>${c.camera.live.off}</p>`;let s=this.paused?.reason??(this.size===void 0?c.camera.live.starting:void 0);return s===void 0?void 0:d`<p role="status">${s}</p>`}stop(){this.loop?.abort(),this.loop=void 0}async show(t){this.count.resume();try{for await(let r of Os(this.camera,this.maxFps,t))await this.take(r,t)}catch(r){t.aborted||(this.failure=q(r),this.loop=void 0)}}async take({jpeg:t,sequence:r,at:s},a){let n=await createImageBitmap(new Blob([t],{type:"image/jpeg"})).catch(()=>{});if(n===void 0||a.aborted){n?.close();return}this.frame?.close(),this.frame=n,(this.size?.width!==n.width||this.size.height!==n.height)&&(this.size={width:n.width,height:n.height},this.dispatchEvent(new CustomEvent("resized")),this.requestUpdate()),this.paused!==void 0&&s>this.paused.at&&(this.paused=void 0),this.draw(),this.count.add(r,performance.now()),this.dispatchEvent(new CustomEvent("frame"))}draw(){if(this.frame===void 0)return;let{width:t,height:r}=this.frame;(this.canvas.width!==t||this.canvas.height!==r)&&Object.assign(this.canvas,{width:t,height:r});let{x:s,y:a,scale:n}=this.crop,[o,l]=[t/n,r/n];this.canvas.getContext("2d")?.drawImage(this.frame,s*t-o/2,a*r-l/2,o,l,0,0,t,r)}};z.styles=[m.styles,x`
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
    `],u([v({attribute:!1})],z.prototype,"camera",2),u([v({attribute:!1})],z.prototype,"maxFps",2),u([v({attribute:!1})],z.prototype,"isOn",2),u([v({attribute:!1})],z.prototype,"crop",2),u([N("canvas")],z.prototype,"canvas",2),u([O()],z.prototype,"failure",2),u([O()],z.prototype,"paused",2),z=u([y("rc-live-picture")],z);var Rt=class extends we{constructor(){super(...arguments);this.everyMs=100;this.mostWidth=640}paint(t){let{canvas:r}=this;Object.assign(r,{width:t.width,height:t.height});let s=r.getContext("2d");s!==null&&(s.putImageData(As(t),0,0),s.globalCompositeOperation="source-in",s.fillStyle=getComputedStyle(this).color,s.fillRect(0,0,r.width,r.height))}};Rt.styles=[m.styles,x`
      :host {
        color: var(--accent);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `],Rt=u([y("rc-peaking")],Rt);var Ei=class{constructor(){this.byCamera=new C(new Map);let e=t=>{this.byCamera.value=new Map,t?.on("file_added",r=>{this.add(t,r)})};_.session.subscribe(()=>e(_.session.value)),e(_.session.value)}async add(e,{camera:t,file:{path:r,filename:s,mime_type:a}}){let n=this.byCamera.value.get(t);if(!(!a.startsWith("image/")||n?.thumbnail!==void 0&&Fs(n.path)===Fs(r))){this.put(t,{path:r,filename:s,thumbnail:void 0}),A.say(c.camera.newPicture(s,$.find(t)?.name??t));try{let{mime_type:o,image_base64:l}=await e.getThumbnail({camera:t,path:r});this.byCamera.value.get(t)?.path===r&&this.put(t,{path:r,filename:s,thumbnail:`data:${o};base64,${l}`})}catch{}}}put(e,t){this.byCamera.value=new Map(this.byCamera.value).set(e,t)}},$i=new Ei;function Fs(i){return i.replace(/\.[^./]*$/,"")}var rt=class extends m{constructor(){super();this.camera="";this.watch($i.byCamera)}render(){let t=$i.byCamera.value.get(this.camera);if(t===void 0)return h;let{filename:r,thumbnail:s}=t,a=c.camera.openPicture(r);return d`<a href=${ge("pictures",this.camera)} aria-label=${a} title=${a}>
      ${s===void 0?d`<rc-icon name="pictures"></rc-icon>`:d`<img src=${s} alt="" />`}
    </a>`}};rt.styles=[m.styles,x`
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
    `],u([v({attribute:!1})],rt.prototype,"camera",2),rt=u([y("rc-picture-corner")],rt);var Za=500,xe=class extends m{constructor(){super();this.isMagnified=!1;this.timer=0;this.watch(...Object.values(D))}connectedCallback(){super.connectedCallback(),this.timer=setInterval(()=>this.measure(),Za)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.timer)}render(){let t=c.camera.tools;return d`<div class="bar" role="toolbar" aria-label=${t.title}>
      ${this.switch("play",t.live,D.live)}
      ${this.switch("grid",t.grid,D.grid)}
      ${this.switch("histogram",t.histogram,D.histogram)}
      ${this.switch("peaking",t.peaking,D.peaking)}
      ${this.button("zoom",t.magnifier,this.isMagnified,()=>this.dispatchEvent(new CustomEvent("magnify")))}
      ${document.fullscreenEnabled?this.button("full",t.full,void 0,()=>this.dispatchEvent(new CustomEvent("full"))):h}
      ${this.numbers()}
    </div>`}numbers(){let t=this.picture?.size;return this.figures===void 0||t===void 0||!D.live.value?h:d`<span class="figures">
      <span>${c.camera.fps(this.figures.fps)}</span>
      <span class="wide">${t.width} × ${t.height}</span>
      <span title=${c.camera.skippedTitle}>${c.camera.skipped(this.figures.skipped)}</span>
    </span>`}switch(t,r,s){return this.button(t,r,s.value,()=>Q(s))}button(t,r,s,a){return d`<button class="quiet icon" aria-label=${r} title=${r} aria-pressed=${s??h} @click=${a}>
      <rc-icon name=${t}></rc-icon>
    </button>`}measure(){if(this.picture!==void 0){let{count:t}=this.picture;this.figures={fps:t.perSecond(performance.now()),skipped:t.skipped}}}};xe.styles=[m.styles,x`
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
    `],u([v({attribute:!1})],xe.prototype,"picture",2),u([v({attribute:!1})],xe.prototype,"isMagnified",2),u([O()],xe.prototype,"figures",2),xe=u([y("rc-tool-bar")],xe);var se=class extends m{constructor(){super();this.camera="";this.ratio=1.5;this.magnifier=new yr(()=>this.requestUpdate());this.watch(...Object.values(D));let{keys:t}=c.camera;new H(this,[{key:"Escape",label:t.cancel,run:()=>this.magnifier.isOn?this.magnifier.end():K(this.camera).cancel()},{key:"l",label:t.live,run:()=>Q(D.live)},{key:"g",label:t.grid,run:()=>Q(D.grid)},{key:"h",label:t.histogram,run:()=>Q(D.histogram)},{key:"p",label:t.peaking,run:()=>Q(D.peaking)},{key:"z",label:t.magnifier,run:()=>this.magnify()},{key:"f",label:t.full,run:()=>this.fill()}])}connectedCallback(){super.connectedCallback(),this.end=K(this.camera).phase.subscribe(()=>this.requestUpdate())}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}firstUpdated(){this.requestUpdate()}updated(){this.area.style.setProperty("--ratio",String(this.ratio))}render(){let t=K(this.camera).phase.value,{magnifier:r}=this;return d`<rc-tool-bar .picture=${this.picture} .isMagnified=${r.isOn} @full=${this.fill} @magnify=${this.magnify}></rc-tool-bar>
      <div class="area">
        ${this.shown()}
        ${r.isOn?this.magnifierEnd():h}
        ${t.kind==="counting"?d`<div class="countdown" role="timer">${t.left}</div>`:h}
        <rc-picture-corner .camera=${this.camera}></rc-picture-corner>
      </div>
      <rc-focus-bar .camera=${this.camera}></rc-focus-bar>`}shown(){let{magnifier:t}=this,{live:r,magnified:s}={live:c.camera.live.title,magnified:c.camera.magnified},a=D.live.value&&this.picture!==void 0;return d`<div class="picture ${t.isOn?"magnified":""}" role="img" tabindex=${t.isOn?0:-1}
      aria-label=${t.isOn?`${r}, ${s}`:r}
      @pointerdown=${n=>t.press(n)} @pointermove=${n=>t.move(n)}
      @pointerup=${n=>t.release(n)} @pointercancel=${()=>t.letGo()}
      @keydown=${n=>t.key(n)}>
      <rc-live-picture .camera=${this.camera} .isOn=${D.live.value} .crop=${t.crop} @resized=${this.measure}></rc-live-picture>
      ${a&&D.peaking.value?d`<rc-peaking class="over" .picture=${this.picture}></rc-peaking>`:h}
      ${D.grid.value&&!t.isOn?d`<div class="over grid"></div>`:h}
      ${a&&D.histogram.value?d`<rc-histogram .picture=${this.picture}></rc-histogram>`:h}
    </div>`}magnifierEnd(){return d`<button class="end" @click=${()=>this.magnifier.end()}><rc-icon name="zoom"></rc-icon>${c.camera.magnifierEnd}</button>`}magnify(){this.magnifier.toggle(),this.magnifier.isOn&&this.updateComplete.then(()=>this.frame.focus())}measure(){let{size:t}=this.picture;this.ratio=t===void 0?this.ratio:t.width/t.height}fill(){(document.fullscreenElement===null?this.area.requestFullscreen():document.exitFullscreen()).catch(r=>A.fail(r))}};se.styles=[m.styles,x`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr) auto;
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
          aspect-ratio: var(--ratio);
        }
        rc-picture-corner {
          width: 84px;
          height: 60px;
        }
      }
    `],u([v({attribute:!1})],se.prototype,"camera",2),u([O()],se.prototype,"ratio",2),u([N("rc-live-picture")],se.prototype,"picture",2),u([N(".picture")],se.prototype,"frame",2),u([N(".area")],se.prototype,"area",2),se=u([y("rc-stage")],se);var it=class extends m{render(){return d`<div class="parts">
      <rc-stage .camera=${this.camera}></rc-stage>
      <rc-fire-bar .camera=${this.camera}></rc-fire-bar>
      <rc-settings-panel .camera=${this.camera}></rc-settings-panel>
    </div>`}};it.styles=[m.styles,x`
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
    `],u([v({attribute:!1})],it.prototype,"camera",2),it=u([y("rc-camera-view")],it);var Si=class{constructor(){this.phase=new C({kind:"idle"});this.outcome=new C(void 0);this.left=new C(new Set)}get members(){return($.list.value??[]).map(({id:e})=>e).filter(e=>!this.left.value.has(e))}choose(e,t){let r=new Set(this.left.value);t?r.delete(e):r.add(e),this.left.value=r}async fire(e,t){let{members:r}=this;this.outcome.value=void 0,this.countdown=new AbortController;try{await br(e,this.countdown.signal,a=>this.phase.value={kind:"counting",left:a}),this.phase.value={kind:"taking"};let s=await M().captureGroup({cameras:[...r],partial:t});this.outcome.value={manifest:s,failures:Ls(s.cameras)},A.say(Ci(s))}catch(s){if(!Je(s)){let{failures:a}=s instanceof w?s.data:{};this.outcome.value={failure:q(s),failures:Ls(a??[])}}}finally{this.phase.value={kind:"idle"}}}cancel(){this.countdown?.abort()}};function Ci({complete:i,cameras:e,skew_ms:t}){let r=e.filter(({error:s})=>s!==void 0).length;return i?c.wall.complete(e.length,t):c.wall.incomplete(r,e.length,t)}function Ls(i){return new Map(i.flatMap(({camera:e,error:t})=>t===void 0?[]:[[e,t]]))}var R=new Si;var Le=class extends m{constructor(){super(...arguments);this.icon="info";this.heading=""}render(){return d`<rc-icon name=${this.icon}></rc-icon><h2>${this.heading}</h2><slot></slot>`}};Le.styles=[m.styles,x`
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
    `],u([v()],Le.prototype,"icon",2),u([v()],Le.prototype,"heading",2),Le=u([y("rc-empty")],Le);var _r=class extends m{render(){return d`<rc-empty icon="camera" heading=${c.cameras.none}>
      <p class="muted">${c.cameras.noneLead}</p>
      <p class="muted">${c.cameras.noneVirtual} <code>--virtual 1</code>.</p>
    </rc-empty>`}};_r=u([y("rc-no-camera")],_r);var en=5,Ne=class extends m{constructor(){super();this.isLive=!0;this.watch(_.state,R.left,R.outcome,R.phase)}connectedCallback(){super.connectedCallback();let{phase:t,failure:r}=K(this.camera.id),s=[t,r].map(a=>a.subscribe(()=>this.requestUpdate()));this.end=()=>s.forEach(a=>a())}disconnectedCallback(){super.disconnectedCallback(),this.end?.()}render(){let{id:t,name:r,state:s,state_reason:a}=this.camera,n=K(t),l=n.phase.value.kind==="idle"&&R.phase.value.kind==="idle"?de(t):c.camera.shutter.waits,f=c.wall.fireOne(r);return d`<div class="picture">
        <rc-live-picture .camera=${t} .isOn=${this.isLive} .maxFps=${en}></rc-live-picture>
        <rc-picture-corner .camera=${t}></rc-picture-corner>
      </div>
      <div class="foot">
        <input type="checkbox" aria-label=${c.wall.takesPart(r)} .checked=${!R.left.value.has(t)}
          @change=${k=>R.choose(t,k.target.checked)} />
        <span class="grow">
          <a class="name" href=${ge("camera",t)} title=${t}>${r}</a>
          <span class="state muted ${s}" title=${a??""}>${c.cameras.states[s]}</span>
        </span>
        <button class="icon" aria-label=${f} title=${l??f} aria-disabled=${l!==void 0}
          @click=${()=>l===void 0&&void n.fire({delayS:0})}>
          <rc-icon name="camera"></rc-icon>
        </button>
      </div>
      <rc-failure .failure=${R.outcome.value?.failures.get(t)??n.failure.value}></rc-failure>`}};Ne.styles=[m.styles,x`
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
    `],u([v({attribute:!1})],Ne.prototype,"camera",2),u([v({attribute:!1})],Ne.prototype,"isLive",2),Ne=u([y("rc-wall-tile")],Ne);var At=G("live view of all",!0),kr=G("partial group",!1),Mt=class extends m{constructor(){super(),this.watch($.list,_.state,R.phase,R.outcome,R.left,At,kr);let{keys:e}=c.wall;new H(this,[{key:" ",label:e.fire,run:()=>this.press()},{key:"Escape",label:e.cancel,run:()=>R.cancel()},{key:"l",label:c.camera.keys.live,run:()=>Q(At)}])}disconnectedCallback(){super.disconnectedCallback(),R.cancel()}render(){let e=$.list.value??[],t=R.phase.value;return e.length===0?d`<rc-no-camera></rc-no-camera>`:d`<h1 class="visually-hidden">${c.wall.title}</h1>
      <div class="tiles">
        ${Qe(e,({id:r})=>r,r=>d`<rc-wall-tile .camera=${r} .isLive=${At.value}></rc-wall-tile>`)}
      </div>
      ${t.kind==="counting"?d`<div class="countdown" role="timer">${t.left}</div>`:h}
      <div class="fire">${this.outcome()} ${this.bar()}</div>`}bar(){let{kind:e}=R.phase.value,t=e==="counting";return d`<div class="bar">
      <div class="row left">
        ${Ns(c.wall.live,At.value,()=>Q(At))}
        ${Ns(c.wall.partial,kr.value,()=>Q(kr))}
      </div>
      <rc-shutter-button .label=${t?c.camera.shutter.cancel:c.wall.fire(R.members.length)}
        .why=${this.why} .isBusy=${e==="taking"} .isStop=${t} @press=${()=>this.press()}></rc-shutter-button>
      <div class="row"><rc-self-timer .isLocked=${e!=="idle"}></rc-self-timer></div>
    </div>`}outcome(){let e=R.outcome.value;if(e?.manifest!==void 0){let{manifest:t}=e;return d`<p class="outcome ${t.complete?"good":"bad"}">${Ci(t)}</p>`}return e?.failure===void 0?h:d`<rc-failure class="outcome" .failure=${e.failure}></rc-failure>`}get why(){return _.state.value.kind!=="connected"?c.connection.lost:R.phase.value.kind==="taking"?c.wall.firing:R.members.length===0?c.wall.none:void 0}press(){R.phase.value.kind==="counting"?R.cancel():this.why===void 0&&R.fire(Fe.value,kr.value)}};Mt.styles=[m.styles,x`
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
      }
    `],Mt=u([y("rc-wall")],Mt);function Ns(i,e,t){return d`<label class="check"><input type="checkbox" .checked=${e} @change=${t} />${i}</label>`}var Tt=class extends m{render(){return d`<p>${this.method}</p>`}};u([v({attribute:!1})],Tt.prototype,"method",2),Tt=u([y("rc-explorer-view")],Tt);var Dt=class extends m{render(){return d`<p>${this.camera}</p>`}};u([v({attribute:!1})],Dt.prototype,"camera",2),Dt=u([y("rc-log-view")],Dt);var Ot=class extends m{render(){return d`<p>${this.camera}</p>`}};u([v({attribute:!1})],Ot.prototype,"camera",2),Ot=u([y("rc-pictures-view")],Ot);var Ft=class extends m{render(){return d`<p>${this.camera}</p>`}};u([v({attribute:!1})],Ft.prototype,"camera",2),Ft=u([y("rc-series-view")],Ft);var tn={" ":"Space",ArrowLeft:"\u2190",ArrowRight:"\u2192",ArrowUp:"\u2191",ArrowDown:"\u2193"},st=class extends m{constructor(){super(),this.watch(he)}toggle(){this.dialog.open?this.dialog.close():this.dialog.showModal()}render(){return d`<dialog aria-labelledby="title">
      <h2 id="title">${c.keys.title}</h2>
      <dl>
        ${he.value.map(({key:e,label:t})=>d`<dt><kbd>${tn[e]??e}</kbd></dt><dd>${t}</dd>`)}
      </dl>
      <form method="dialog"><button>${c.close}</button></form>
    </dialog>`}};st.styles=[m.styles,x`
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
    `],u([N("dialog")],st.prototype,"dialog",2),st=u([y("rc-key-list")],st);var Lt=class extends m{constructor(){super(),this.watch(A.shown,A.spoken)}render(){return d`
      <div class="list" role="log" aria-live="polite" aria-label=${c.notices}>
        ${Qe(A.shown.value,({id:e})=>e,e=>this.item(e))}
      </div>
      <p class="visually-hidden" role="status">${A.spoken.value}</p>
    `}item({id:e,kind:t,message:r,remedy:s}){return d`<div class="notice ${t}">
      <div class="grow">
        <p>${r}</p>
        ${s?d`<p class="muted">${s}</p>`:h}
      </div>
      <button class="quiet icon" aria-label=${c.dismiss} @click=${()=>A.dismiss(e)}>
        <rc-icon name="close"></rc-icon>
      </button>
    </div>`}};Lt.styles=[m.styles,x`
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
    `],Lt=u([y("rc-notices")],Lt);var qe=class extends m{constructor(){super();this.isEmpty=!1;this.watch(_.state)}render(){let{value:t}=_.state,r=t.kind!=="signed-out";return d`
      <form class="card" @submit=${this.submit}>
        <h1>${c.name}</h1>
        <p class="muted">${c.signIn.lead}</p>
        <div class="field">
          <label for="token">${c.signIn.token}</label>
          <input id="token" type="password" autocomplete="current-password" autofocus ?disabled=${r} />
        </div>
        <rc-failure .failure=${this.failure()}></rc-failure>
        <button class="primary" ?disabled=${r}>${r?c.signIn.checking:c.signIn.go}</button>
      </form>
    `}failure(){let{value:t}=_.state;return this.isEmpty?{message:c.signIn.empty}:t.kind==="signed-out"?t.failure:void 0}submit(t){t.preventDefault();let r=this.input.value.trim();this.isEmpty=r==="",this.isEmpty||_.signIn(r)}};qe.styles=[m.styles,x`
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
    `],u([O()],qe.prototype,"isEmpty",2),u([N("input")],qe.prototype,"input",2),qe=u([y("rc-sign-in")],qe);var Ie=class extends m{constructor(){super();this.showKeys=()=>{};this.watch($.list,$.details,ee)}render(){return d`<header>
      ${this.picker()}
      ${this.camera===void 0||this.isAll?h:this.facts(this.camera,$.details.value.get(this.camera.id))}
      <span class="grow"></span>
      <button class="quiet icon wide" aria-label=${c.keys.show} title=${c.keys.show} @click=${()=>this.showKeys()}>
        <rc-icon name="key"></rc-icon>
      </button>
      <button class="quiet icon" aria-label=${c.signIn.out} title=${c.signIn.out} @click=${()=>_.signOut()}>
        <rc-icon name="out"></rc-icon>
      </button>
    </header>`}get isAll(){return ee.value.view==="camera"&&ee.value.rest===Oe}picker(){let t=$.list.value??[];return t.length===0?d`<strong>${c.name}</strong>`:d`<select aria-label=${c.cameras.pick} @change=${this.pick}>
      ${t.length>1?d`<option value=${Oe} .selected=${this.isAll}>${c.cameras.all}</option>`:h}
      ${t.map(({id:r,name:s})=>d`<option value=${r} .selected=${r===this.camera?.id}>${rn(t,r,s)}</option>`)}
    </select>`}pick(t){let{value:r}=t.target;location.hash=ge(ee.value.view==="pictures"&&r!==Oe?"pictures":"camera",r)}facts(t,r){let s=r?.storage.find(({free_bytes:o})=>o!==void 0),a=r?.battery_percent,{state:n}=t;return d`<span class="state ${n}" title=${t.state_reason??""}>${c.cameras.states[n]}</span>
      <span class="facts">
        ${a===void 0?h:d`<span class="fact"><rc-icon name="battery"></rc-icon>
          <span class="visually-hidden">${c.cameras.battery(a)}</span><span aria-hidden="true">${a} %</span></span>`}
        ${s?.free_bytes===void 0?h:d`<span class="fact wide"><rc-icon name="card"></rc-icon>
          ${c.cameras.space($s(s.free_bytes),s.free_images)}</span>`}
        ${r?.lens?d`<span class="fact wide"><rc-icon name="lens"></rc-icon>${r.lens}</span>`:h}
      </span>`}};Ie.styles=[m.styles,x`
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
          min-width: 0;
          max-width: 11rem;
        }
      }
    `],u([v({attribute:!1})],Ie.prototype,"camera",2),u([v({attribute:!1})],Ie.prototype,"showKeys",2),Ie=u([y("rc-top-bar")],Ie);function rn(i,e,t){return i.filter(r=>r.name===t).length>1?`${t} (${e})`:t}var at=class extends m{constructor(){super();this.wasLost=!1;this.onKey=t=>{if(t.key==="?"){let r=t.composedPath()[0];r instanceof HTMLElement&&r.matches("input, select, textarea")||this.keyList.toggle();return}Qi(t)};this.watch(_.state,_.session,$.list,ee),_.state.subscribe(()=>this.sayState()),_.start()}connectedCallback(){super.connectedCallback(),addEventListener("keydown",this.onKey)}disconnectedCallback(){super.disconnectedCallback(),removeEventListener("keydown",this.onKey)}render(){return d`${_.session.value===void 0?d`<main><rc-sign-in></rc-sign-in></main>`:this.frame()}
      <rc-notices></rc-notices><rc-key-list></rc-key-list>`}frame(){let{view:t,rest:r}=ee.value,s=$.find(r)??(r===void 0||r===Oe||t==="explorer"?$.list.value?.[0]:void 0);return document.title=`${c.views[t]} \xB7 ${c.name}`,d`<div class="frame">
      <nav aria-label=${c.navigation}>${fi.map(a=>this.link(a,s?.id))}</nav>
      <rc-top-bar .camera=${s} .showKeys=${()=>this.keyList.toggle()}></rc-top-bar>
      ${_.state.value.kind==="connected"?h:d`<div class="lost" role="status">${c.connection.lost}</div>`}
      <main>${this.view(t,s?.id,r)}</main>
    </div>`}link(t,r){let s=ee.value.view===t;return d`<a href=${ge(t,t==="camera"||t==="pictures"?r:void 0)} aria-current=${s?"page":h}>
      <rc-icon name=${t}></rc-icon>${c.views[t]}
    </a>`}view(t,r,s){switch(t){case"camera":return s===Oe?d`<rc-wall></rc-wall>`:this.ofCamera(r,s,d`<rc-camera-view .camera=${r}></rc-camera-view>`);case"pictures":return this.ofCamera(r,s,d`<rc-pictures-view .camera=${r}></rc-pictures-view>`);case"series":return d`<rc-series-view></rc-series-view>`;case"explorer":return d`<rc-explorer-view .method=${s}></rc-explorer-view>`;case"log":return d`<rc-log-view></rc-log-view>`}}ofCamera(t,r,s){return t!==void 0?Ji(t,s):$.list.value===void 0?h:r===void 0?d`<rc-no-camera></rc-no-camera>`:d`<rc-empty icon="camera" heading=${c.cameras.gone(r)}><p class="muted">${c.cameras.goneLead}</p></rc-empty>`}sayState(){let t=_.state.value.kind==="lost";this.wasLost&&_.state.value.kind==="connected"&&A.tell(c.connection.back,"good"),this.wasLost=t}};at.styles=[m.styles,x`
      :host {
        height: 100dvh;
      }
      .frame {
        display: grid;
        grid-template: "nav bar" auto "nav lost" auto "nav main" 1fr / auto 1fr;
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
          grid-template: "bar" auto "lost" auto "main" 1fr "nav" auto / 1fr;
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
    `],u([N("rc-key-list")],at.prototype,"keyList",2),at=u([y("rc-app")],at);
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
