var Ss=Object.defineProperty;var Cs=Object.getOwnPropertyDescriptor;var f=(s,e,t,r)=>{for(var i=r>1?void 0:r?Cs(e,t):e,n=s.length-1,a;n>=0;n--)(a=s[n])&&(i=(r?a(e,t,i):a(i))||i);return r&&i&&Ss(e,t,i),i};var Ve=globalThis,Ke=Ve.ShadowRoot&&(Ve.ShadyCSS===void 0||Ve.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Dt=Symbol(),$r=new WeakMap,Ee=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==Dt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(Ke&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=$r.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&$r.set(t,e))}return e}toString(){return this.cssText}},Ar=s=>new Ee(typeof s=="string"?s:s+"",void 0,Dt),k=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((r,i,n)=>r+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+s[n+1],s[0]);return new Ee(t,s,Dt)},Mr=(s,e)=>{if(Ke)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),i=Ve.litNonce;i!==void 0&&r.setAttribute("nonce",i),r.textContent=t.cssText,s.appendChild(r)}},Tt=Ke?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return Ar(t)})(s):s;var{is:ks,defineProperty:Ps,getOwnPropertyDescriptor:Rs,getOwnPropertyNames:$s,getOwnPropertySymbols:As,getPrototypeOf:Ms}=Object,Je=globalThis,Dr=Je.trustedTypes,Ds=Dr?Dr.emptyScript:"",Ts=Je.reactiveElementPolyfillSupport,Se=(s,e)=>s,Ce={toAttribute(s,e){switch(e){case Boolean:s=s?Ds:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},Qe=(s,e)=>!ks(s,e),Tr={attribute:!0,type:String,converter:Ce,reflect:!1,useDefault:!1,hasChanged:Qe};Symbol.metadata??=Symbol("metadata"),Je.litPropertyMetadata??=new WeakMap;var N=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Tr){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),i=this.getPropertyDescriptor(e,r,t);i!==void 0&&Ps(this.prototype,e,i)}}static getPropertyDescriptor(e,t,r){let{get:i,set:n}=Rs(this.prototype,e)??{get(){return this[t]},set(a){this[t]=a}};return{get:i,set(a){let o=i?.call(this);n?.call(this,a),this.requestUpdate(e,o,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Tr}static _$Ei(){if(this.hasOwnProperty(Se("elementProperties")))return;let e=Ms(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Se("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Se("properties"))){let t=this.properties,r=[...$s(t),...As(t)];for(let i of r)this.createProperty(i,t[i])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,i]of t)this.elementProperties.set(r,i)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let i=this._$Eu(t,r);i!==void 0&&this._$Eh.set(i,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let i of r)t.unshift(Tt(i))}else e!==void 0&&t.push(Tt(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Mr(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),i=this.constructor._$Eu(e,r);if(i!==void 0&&r.reflect===!0){let n=(r.converter?.toAttribute!==void 0?r.converter:Ce).toAttribute(t,r.type);this._$Em=e,n==null?this.removeAttribute(i):this.setAttribute(i,n),this._$Em=null}}_$AK(e,t){let r=this.constructor,i=r._$Eh.get(e);if(i!==void 0&&this._$Em!==i){let n=r.getPropertyOptions(i),a=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:Ce;this._$Em=i;let o=a.fromAttribute(t,n.type);this[i]=o??this._$Ej?.get(i)??o,this._$Em=null}}requestUpdate(e,t,r,i=!1,n){if(e!==void 0){let a=this.constructor;if(i===!1&&(n=this[e]),r??=a.getPropertyOptions(e),!((r.hasChanged??Qe)(n,t)||r.useDefault&&r.reflect&&n===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:i,wrapped:n},a){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),n!==!0||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),i===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,n]of this._$Ep)this[i]=n;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[i,n]of r){let{wrapped:a}=n,o=this[i];a!==!0||this._$AL.has(i)||o===void 0||this.C(i,void 0,n,o)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};N.elementStyles=[],N.shadowRootOptions={mode:"open"},N[Se("elementProperties")]=new Map,N[Se("finalized")]=new Map,Ts?.({ReactiveElement:N}),(Je.reactiveElementVersions??=[]).push("2.1.2");var Ft=globalThis,Or=s=>s,Ze=Ft.trustedTypes,Fr=Ze?Ze.createPolicy("lit-html",{createHTML:s=>s}):void 0,Lt="$lit$",U=`lit$${Math.random().toFixed(9).slice(2)}$`,qt="?"+U,Os=`<${qt}>`,W=document,Pe=()=>W.createComment(""),Re=s=>s===null||typeof s!="object"&&typeof s!="function",Nt=Array.isArray,Gr=s=>Nt(s)||typeof s?.[Symbol.iterator]=="function",Ot=`[ 	
\f\r]`,ke=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Lr=/-->/g,qr=/>/g,Y=RegExp(`>|${Ot}(?:([^\\s"'>=/]+)(${Ot}*=${Ot}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Nr=/'/g,Ur=/"/g,Hr=/^(?:script|style|textarea|title)$/i,Ut=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),m=Ut(1),_=Ut(2),$i=Ut(3),I=Symbol.for("lit-noChange"),x=Symbol.for("lit-nothing"),Ir=new WeakMap,z=W.createTreeWalker(W,129);function Br(s,e){if(!Nt(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Fr!==void 0?Fr.createHTML(e):e}var jr=(s,e)=>{let t=s.length-1,r=[],i,n=e===2?"<svg>":e===3?"<math>":"",a=ke;for(let o=0;o<t;o++){let l=s[o],u,g,c=-1,d=0;for(;d<l.length&&(a.lastIndex=d,g=a.exec(l),g!==null);)d=a.lastIndex,a===ke?g[1]==="!--"?a=Lr:g[1]!==void 0?a=qr:g[2]!==void 0?(Hr.test(g[2])&&(i=RegExp("</"+g[2],"g")),a=Y):g[3]!==void 0&&(a=Y):a===Y?g[0]===">"?(a=i??ke,c=-1):g[1]===void 0?c=-2:(c=a.lastIndex-g[2].length,u=g[1],a=g[3]===void 0?Y:g[3]==='"'?Ur:Nr):a===Ur||a===Nr?a=Y:a===Lr||a===qr?a=ke:(a=Y,i=void 0);let p=a===Y&&s[o+1].startsWith("/>")?" ":"";n+=a===ke?l+Os:c>=0?(r.push(u),l.slice(0,c)+Lt+l.slice(c)+U+p):l+U+(c===-2?o:p)}return[Br(s,n+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},$e=class s{constructor({strings:e,_$litType$:t},r){let i;this.parts=[];let n=0,a=0,o=e.length-1,l=this.parts,[u,g]=jr(e,t);if(this.el=s.createElement(u,r),z.currentNode=this.el.content,t===2||t===3){let c=this.el.content.firstChild;c.replaceWith(...c.childNodes)}for(;(i=z.nextNode())!==null&&l.length<o;){if(i.nodeType===1){if(i.hasAttributes())for(let c of i.getAttributeNames())if(c.endsWith(Lt)){let d=g[a++],p=i.getAttribute(c).split(U),y=/([.?@])?(.*)/.exec(d);l.push({type:1,index:n,name:y[2],strings:p,ctor:y[1]==="."?et:y[1]==="?"?tt:y[1]==="@"?rt:K}),i.removeAttribute(c)}else c.startsWith(U)&&(l.push({type:6,index:n}),i.removeAttribute(c));if(Hr.test(i.tagName)){let c=i.textContent.split(U),d=c.length-1;if(d>0){i.textContent=Ze?Ze.emptyScript:"";for(let p=0;p<d;p++)i.append(c[p],Pe()),z.nextNode(),l.push({type:2,index:++n});i.append(c[d],Pe())}}}else if(i.nodeType===8)if(i.data===qt)l.push({type:2,index:n});else{let c=-1;for(;(c=i.data.indexOf(U,c+1))!==-1;)l.push({type:7,index:n}),c+=U.length-1}n++}}static createElement(e,t){let r=W.createElement("template");return r.innerHTML=e,r}};function V(s,e,t=s,r){if(e===I)return e;let i=r!==void 0?t._$Co?.[r]:t._$Cl,n=Re(e)?void 0:e._$litDirective$;return i?.constructor!==n&&(i?._$AO?.(!1),n===void 0?i=void 0:(i=new n(s),i._$AT(s,t,r)),r!==void 0?(t._$Co??=[])[r]=i:t._$Cl=i),i!==void 0&&(e=V(s,i._$AS(s,e.values),i,r)),e}var Xe=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,i=(e?.creationScope??W).importNode(t,!0);z.currentNode=i;let n=z.nextNode(),a=0,o=0,l=r[0];for(;l!==void 0;){if(a===l.index){let u;l.type===2?u=new le(n,n.nextSibling,this,e):l.type===1?u=new l.ctor(n,l.name,l.strings,this,e):l.type===6&&(u=new st(n,this,e)),this._$AV.push(u),l=r[++o]}a!==l?.index&&(n=z.nextNode(),a++)}return z.currentNode=W,i}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},le=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,i){this.type=2,this._$AH=x,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=V(this,e,t),Re(e)?e===x||e==null||e===""?(this._$AH!==x&&this._$AR(),this._$AH=x):e!==this._$AH&&e!==I&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Gr(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==x&&Re(this._$AH)?this._$AA.nextSibling.data=e:this.T(W.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,i=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=$e.createElement(Br(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===i)this._$AH.p(t);else{let n=new Xe(i,this),a=n.u(this.options);n.p(t),this.T(a),this._$AH=n}}_$AC(e){let t=Ir.get(e.strings);return t===void 0&&Ir.set(e.strings,t=new $e(e)),t}k(e){Nt(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,i=0;for(let n of e)i===t.length?t.push(r=new s(this.O(Pe()),this.O(Pe()),this,this.options)):r=t[i],r._$AI(n),i++;i<t.length&&(this._$AR(r&&r._$AB.nextSibling,i),t.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=Or(e).nextSibling;Or(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},K=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,i,n){this.type=1,this._$AH=x,this._$AN=void 0,this.element=e,this.name=t,this._$AM=i,this.options=n,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=x}_$AI(e,t=this,r,i){let n=this.strings,a=!1;if(n===void 0)e=V(this,e,t,0),a=!Re(e)||e!==this._$AH&&e!==I,a&&(this._$AH=e);else{let o=e,l,u;for(e=n[0],l=0;l<n.length-1;l++)u=V(this,o[r+l],t,l),u===I&&(u=this._$AH[l]),a||=!Re(u)||u!==this._$AH[l],u===x?e=x:e!==x&&(e+=(u??"")+n[l+1]),this._$AH[l]=u}a&&!i&&this.j(e)}j(e){e===x?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},et=class extends K{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===x?void 0:e}},tt=class extends K{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==x)}},rt=class extends K{constructor(e,t,r,i,n){super(e,t,r,i,n),this.type=5}_$AI(e,t=this){if((e=V(this,e,t,0)??x)===I)return;let r=this._$AH,i=e===x&&r!==x||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,n=e!==x&&(r===x||i);i&&this.element.removeEventListener(this.name,this,r),n&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},st=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){V(this,e)}},Yr={M:Lt,P:U,A:qt,C:1,L:jr,R:Xe,D:Gr,V,I:le,H:K,N:tt,U:rt,B:et,F:st},Fs=Ft.litHtmlPolyfillSupport;Fs?.($e,le),(Ft.litHtmlVersions??=[]).push("3.3.3");var zr=(s,e,t)=>{let r=t?.renderBefore??e,i=r._$litPart$;if(i===void 0){let n=t?.renderBefore??null;r._$litPart$=i=new le(e.insertBefore(Pe(),n),n,void 0,t??{})}return i._$AI(s),i};var It=globalThis,H=class extends N{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=zr(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return I}};H._$litElement$=!0,H.finalized=!0,It.litElementHydrateSupport?.({LitElement:H});var Ls=It.litElementPolyfillSupport;Ls?.({LitElement:H});(It.litElementVersions??=[]).push("4.2.2");var w=s=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(s,e)}):customElements.define(s,e)};var qs={attribute:!0,type:String,converter:Ce,reflect:!1,hasChanged:Qe},Ns=(s=qs,e,t)=>{let{kind:r,metadata:i}=t,n=globalThis.litPropertyMetadata.get(i);if(n===void 0&&globalThis.litPropertyMetadata.set(i,n=new Map),r==="setter"&&((s=Object.create(s)).wrapped=!0),n.set(t.name,s),r==="accessor"){let{name:a}=t;return{set(o){let l=e.get.call(this);e.set.call(this,o),this.requestUpdate(a,l,s,!0,o)},init(o){return o!==void 0&&this.C(a,void 0,s,o),o}}}if(r==="setter"){let{name:a}=t;return function(o){let l=this[a];e.call(this,o),this.requestUpdate(a,l,s,!0,o)}}throw Error("Unsupported decorator location: "+r)};function E(s){return(e,t)=>typeof t=="object"?Ns(s,e,t):((r,i,n)=>{let a=i.hasOwnProperty(n);return i.constructor.createProperty(n,r),a?Object.getOwnPropertyDescriptor(i,n):void 0})(s,e,t)}function Wr(s){return E({...s,state:!0,attribute:!1})}var J=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function ce(s,e){return(t,r,i)=>{let n=a=>a.renderRoot?.querySelector(s)??null;if(e){let{get:a,set:o}=typeof r=="object"?t:i??(()=>{let l=Symbol();return{get(){return this[l]},set(u){this[l]=u}}})();return J(t,r,{get(){let l=a.call(this);return l===void 0&&(l=n(this),(l!==null||this.hasUpdated)&&o.call(this,l)),l}})}return J(t,r,{get(){return n(this)}})}}var Vr={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},it=s=>(...e)=>({_$litDirective$:s,values:e}),de=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,r){this._$Ct=e,this._$AM=t,this._$Ci=r}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Us}=Yr,Kr=s=>s;var Jr=()=>document.createComment(""),pe=(s,e,t)=>{let r=s._$AA.parentNode,i=e===void 0?s._$AB:e._$AA;if(t===void 0){let n=r.insertBefore(Jr(),i),a=r.insertBefore(Jr(),i);t=new Us(n,a,s,s.options)}else{let n=t._$AB.nextSibling,a=t._$AM,o=a!==s;if(o){let l;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(l=s._$AU)!==a._$AU&&t._$AP(l)}if(n!==i||o){let l=t._$AA;for(;l!==n;){let u=Kr(l).nextSibling;Kr(r).insertBefore(l,i),l=u}}}return t},B=(s,e,t=s)=>(s._$AI(e,t),s),Is={},nt=(s,e=Is)=>s._$AH=e,Qr=s=>s._$AH,at=s=>{s._$AR(),s._$AA.remove()};var Gt=it(class extends de{constructor(){super(...arguments),this.key=x}render(s,e){return this.key=s,e}update(s,[e,t]){return e!==this.key&&(nt(s),this.key=e),t}});var $=class{constructor(e){this.listeners=new Set;this.current=e}get value(){return this.current}set value(e){Object.is(e,this.current)||(this.current=e,this.listeners.forEach(t=>t()))}subscribe(e){return this.listeners.add(e),()=>{this.listeners.delete(e)}}},ot=class{constructor(e,...t){this.ends=[];this.host=e,this.values=t,e.addController(this)}hostConnected(){this.ends=this.values.map(e=>e.subscribe(()=>this.host.requestUpdate())),this.host.requestUpdate()}hostDisconnected(){this.ends.splice(0).forEach(e=>e())}};var lt=new $([]);function Zr(s){if(s.defaultPrevented||s.ctrlKey||s.metaKey||s.altKey||s.repeat||Gs(s))return;let e=lt.value.findLast(({key:t})=>t===s.key);e!==void 0&&(s.preventDefault(),e.run(s))}function Gs(s){let e=s.composedPath()[0];return e instanceof HTMLElement?e.matches("button, a, summary, [role=button]")&&(s.key===" "||s.key==="Enter")||e.matches("input, select, textarea, [contenteditable]")||e.closest("dialog")!==null:!1}var h=class extends Error{static CODE=0;static NAME="";static RETRYABLE=!1;static REMEDY="";code;data;constructor(e,t,r={}){super(e);let{CODE:i,NAME:n,RETRYABLE:a,REMEDY:o}=new.target;this.name=new.target.name,this.code=t??i,this.data={name:n,retryable:a,remedy:o,...r}}get errorName(){return this.data.name}get remedy(){return this.data.remedy}get retryable(){return this.data.retryable}toString(){return`${this.name}: ${this.message} ${this.remedy}`.trimEnd()}};var Hs={1e3:"it was done",1001:"it is going away",1005:"it said no reason",1006:"no reason came",1008:"it refuses this client",1009:"a message was too large",1011:"it has a fault"},Bs={401:"it, or a proxy before it, wants another token or login",403:"it, or a proxy before it, serves neither this client nor this name: see its --allow-host and --allow-origin",404:"there is nothing at this path: the service's own ends in /rpc",426:"there is no WebSocket at this path, or a proxy does not pass it on",502:"the proxy before it does not reach it",503:"it has no room for more clients now, or the proxy before it does not reach it"},R=class extends Error{name="ConnectFailed"},G=class extends R{name="HandshakeRefused";status;retryAfterS;constructor(e,t,r){let i=r===void 0?"":`; try again in ${r} s`;super(`${e} refuses the connection: ${Bs[t]??"unknown status"} (HTTP ${t})${i}.`),this.status=t,this.retryAfterS=r}},S=class s extends Error{name="ConnectionLost";code;reason;method;isSafeToRepeat;constructor(e,t,r="",i=!1){let n=e===1006?"The connection broke off":"The service closed the connection",a=t||(Hs[e]??"unknown close code");super(`${n}: ${a} (${e}).${Xr(r,i)}`),this.code=e,this.reason=t,this.method=r,this.isSafeToRepeat=i}whileCalling(e,t){return new s(this.code,this.reason,e,t)}},T=class extends Error{name="SessionClosed";constructor(){super("The session is closed.")}},A=class extends Error{name="CallTimedOut";method;deadlineS;isSafeToRepeat;constructor(e,t,r){super(`No answer to ${e} came within ${t} s.${Xr(e,r)}`),this.method=e,this.deadlineS=t,this.isSafeToRepeat=r}};function Xr(s,e){return s===""?"":e?` It is safe to repeat ${s}.`:` ${s} may have been carried out: look before you repeat it.`}var Ht=class extends h{static CODE=-32700;static NAME="parse_error";static RETRYABLE=!1;static REMEDY="Send one JSON object, or an array of them, in UTF-8 and without NaN or Infinity."},Bt=class extends h{static CODE=-32600;static NAME="invalid_request";static RETRYABLE=!1;static REMEDY='Send {"jsonrpc": "2.0", "id": 1, "method": "\u2026", "params": {\u2026}}, or a batch: an array of these.'},jt=class extends h{static CODE=-32601;static NAME="method_not_found";static RETRYABLE=!1;static REMEDY="Call `rpc.discover` for the methods there are; names are in snake_case."},Yt=class extends h{static CODE=-32602;static NAME="invalid_params";static RETRYABLE=!1;static REMEDY="Mend what `errors` names; the method's schema is in `rpc.discover`."},zt=class extends h{static CODE=-32603;static NAME="internal_error";static RETRYABLE=!1;static REMEDY="Report it with the lines that the service's log has under the incident id."},Q=class extends h{static CODE=1e3;static NAME="unauthorized";static RETRYABLE=!1;static REMEDY="Call `authenticate` with the token that the service showed at its start, or the one in its API_TOKEN, or send it as `Authorization: Bearer`."},Z=class extends h{static CODE=1001;static NAME="forbidden";static RETRYABLE=!1;static REMEDY="Start the service with `--allow-origin` for the page's origin, or use a client that is allowed."},Wt=class extends h{static CODE=1002;static NAME="rate_limited";static RETRYABLE=!0;static REMEDY="Wait `retry_after_s` seconds, then try again with the right token."},Vt=class extends h{static CODE=1003;static NAME="too_large";static RETRYABLE=!1;static REMEDY="Stay below `limit_bytes`; a larger file comes by `get_file_url`, and `get_thumbnail` has a small picture of it."},Kt=class extends h{static CODE=1100;static NAME="no_camera_selected";static RETRYABLE=!1;static REMEDY="Pass `camera`, or, on a WebSocket, call `select_camera` first."},Ae=class extends h{static CODE=1101;static NAME="camera_not_found";static RETRYABLE=!1;static REMEDY="Take an id or a port from `list_cameras`; if it is missing there, check the cable and that the camera is switched on."},Jt=class extends h{static CODE=1102;static NAME="camera_busy";static RETRYABLE=!0;static REMEDY="Wait until the camera is done, then send the request again."},Me=class extends h{static CODE=1103;static NAME="camera_lost";static RETRYABLE=!0;static REMEDY="Check the cable, the battery and that the camera is switched on, then send it again: each request tries anew."},De=class extends h{static CODE=1104;static NAME="camera_claimed";static RETRYABLE=!0;static REMEDY="Close the program that holds the camera; on a desktop that is often gvfs: `gio mount -s gphoto2` frees it."},Qt=class extends h{static CODE=1105;static NAME="camera_timeout";static RETRYABLE=!1;static REMEDY="The shutter may have been released all the same: look with `get_events` or `list_files` before you send it again, with a longer `timeout_s`."},Zt=class extends h{static CODE=1106;static NAME="not_supported";static RETRYABLE=!1;static REMEDY="Look at `abilities` in `list_cameras` for what this camera can do."},Xt=class extends h{static CODE=1107;static NAME="camera_error";static RETRYABLE=!1;static REMEDY="Read `gphoto2.context` for the camera's reason, such as focus, card or battery, and put that right on the camera."},er=class extends h{static CODE=1108;static NAME="driver_crashed";static RETRYABLE=!0;static REMEDY="Send it again when the camera is ready; check with `list_files` first whether a capture has left its picture."},tr=class extends h{static CODE=1110;static NAME="no_bulb_exposure";static RETRYABLE=!1;static REMEDY="Call `start_bulb` first; the picture of one that ended by itself is in the event log, with `get_events`."},rr=class extends h{static CODE=1200;static NAME="config_not_found";static RETRYABLE=!1;static REMEDY="Take a name from `list_config`; settings can come and go with the camera's mode."},sr=class extends h{static CODE=1201;static NAME="config_read_only";static RETRYABLE=!1;static REMEDY="Turn the camera's mode dial or its lens switch to where the setting can be changed, such as M."},ir=class extends h{static CODE=1202;static NAME="config_invalid_value";static RETRYABLE=!1;static REMEDY="Use one of `choices`, a number within `range`, or a value of the setting's type."},nr=class extends h{static CODE=1203;static NAME="config_not_applied";static RETRYABLE=!1;static REMEDY="Read the setting again, and see whether the camera's mode or another setting forbids the value."},ar=class extends h{static CODE=1300;static NAME="file_not_found";static RETRYABLE=!1;static REMEDY="Take a path from `list_files`."},or=class extends h{static CODE=1301;static NAME="storage_full";static RETRYABLE=!1;static REMEDY="Free room with `delete_file`, or put another card into the camera."},lr=class extends h{static CODE=1302;static NAME="file_unavailable";static RETRYABLE=!1;static REMEDY="Get the whole file with `download_image`, or check whether it is protected or still being written."},Te=class extends h{static CODE=1303;static NAME="file_exists";static RETRYABLE=!1;static REMEDY="Choose another `filename`, or delete the present file first."},X=class extends h{static CODE=1304;static NAME="digest_mismatch";static RETRYABLE=!0;static REMEDY="Send the file again; if that fails as well, compute its SHA-256 anew."},cr=class extends h{static CODE=1309;static NAME="disk_error";static RETRYABLE=!0;static REMEDY="On the server, check that the save directory's disk is there, writable and sound."},dr=class extends h{static CODE=1400;static NAME="cancelled";static RETRYABLE=!0;static REMEDY="Connect again and send it again; check with `list_files` first whether a capture has left its picture."},pr=class extends h{static CODE=1401;static NAME="request_not_found";static RETRYABLE=!1;static REMEDY="Give the `id` of a request that this same connection has sent and that is not answered yet."},ur=class extends h{static CODE=1402;static NAME="job_not_found";static RETRYABLE=!1;static REMEDY="Ask for the list of jobs, and take an id from there."},mr={parse_error:Ht,invalid_request:Bt,method_not_found:jt,invalid_params:Yt,internal_error:zt,unauthorized:Q,forbidden:Z,rate_limited:Wt,too_large:Vt,no_camera_selected:Kt,camera_not_found:Ae,camera_busy:Jt,camera_lost:Me,camera_claimed:De,camera_timeout:Qt,not_supported:Zt,camera_error:Xt,driver_crashed:er,no_bulb_exposure:tr,config_not_found:rr,config_read_only:sr,config_invalid_value:ir,config_not_applied:nr,file_not_found:ar,storage_full:or,file_unavailable:lr,file_exists:Te,digest_mismatch:X,disk_error:cr,cancelled:dr,request_not_found:pr,job_not_found:ur},j=new Map([["authenticate",{tag:"connection",isSafe:!0,takesCamera:!1}],["autofocus",{tag:"focus",isSafe:!1,takesCamera:!0}],["cancel_request",{tag:"connection",isSafe:!1,takesCamera:!1}],["capture_group",{tag:"capture",isSafe:!1,takesCamera:!1}],["capture_image",{tag:"capture",isSafe:!1,takesCamera:!0}],["delete_file",{tag:"files",isSafe:!1,takesCamera:!0}],["download_image",{tag:"files",isSafe:!0,takesCamera:!0}],["drive_focus",{tag:"focus",isSafe:!1,takesCamera:!0}],["get_camera",{tag:"cameras",isSafe:!0,takesCamera:!0}],["get_capture_settings",{tag:"config",isSafe:!0,takesCamera:!0}],["get_config",{tag:"config",isSafe:!0,takesCamera:!0}],["get_events",{tag:"events",isSafe:!0,takesCamera:!1}],["get_exposure",{tag:"config",isSafe:!0,takesCamera:!0}],["get_file_info",{tag:"files",isSafe:!0,takesCamera:!0}],["get_file_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_metadata",{tag:"files",isSafe:!0,takesCamera:!0}],["get_preview_url",{tag:"preview",isSafe:!0,takesCamera:!0}],["get_sequence",{tag:"capture",isSafe:!0,takesCamera:!1}],["get_server_info",{tag:"connection",isSafe:!0,takesCamera:!1}],["get_tethering",{tag:"tethering",isSafe:!0,takesCamera:!0}],["get_thumbnail",{tag:"files",isSafe:!0,takesCamera:!0}],["get_upload_url",{tag:"files",isSafe:!0,takesCamera:!0}],["list_cameras",{tag:"cameras",isSafe:!0,takesCamera:!1}],["list_config",{tag:"config",isSafe:!0,takesCamera:!0}],["list_files",{tag:"files",isSafe:!0,takesCamera:!0}],["list_sequences",{tag:"capture",isSafe:!0,takesCamera:!1}],["list_tethering",{tag:"tethering",isSafe:!0,takesCamera:!1}],["read_file",{tag:"files",isSafe:!0,takesCamera:!0}],["select_camera",{tag:"cameras",isSafe:!0,takesCamera:!1}],["set_capture_settings",{tag:"config",isSafe:!1,takesCamera:!0}],["set_config",{tag:"config",isSafe:!1,takesCamera:!0}],["set_configs",{tag:"config",isSafe:!1,takesCamera:!0}],["set_exposure",{tag:"config",isSafe:!1,takesCamera:!0}],["start_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["start_sequence",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["stop_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["stop_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["stop_sequence",{tag:"capture",isSafe:!1,takesCamera:!1}],["stop_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["subscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["trigger_capture",{tag:"capture",isSafe:!1,takesCamera:!0}],["unsubscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["upload_file",{tag:"files",isSafe:!1,takesCamera:!0}],["rpc.discover",{tag:"connection",isSafe:!0,takesCamera:!1}]]),ct=class{authenticate(e,t){return this.call("authenticate",e,t)}autofocus(e={},t){return this.call("autofocus",e,t)}cancelRequest(e,t){return this.call("cancel_request",e,t)}captureGroup(e,t){return this.call("capture_group",e,t)}captureImage(e={},t){return this.call("capture_image",e,t)}deleteFile(e,t){return this.call("delete_file",e,t)}downloadImage(e,t){return this.call("download_image",e,t)}driveFocus(e,t){return this.call("drive_focus",e,t)}getCamera(e={},t){return this.call("get_camera",e,t)}getCaptureSettings(e={},t){return this.call("get_capture_settings",e,t)}getConfig(e,t){return this.call("get_config",e,t)}getEvents(e,t){return this.call("get_events",e,t)}getExposure(e={},t){return this.call("get_exposure",e,t)}getFileInfo(e,t){return this.call("get_file_info",e,t)}getFileUrl(e,t){return this.call("get_file_url",e,t)}getMetadata(e,t){return this.call("get_metadata",e,t)}getPreviewUrl(e={},t){return this.call("get_preview_url",e,t)}getSequence(e,t){return this.call("get_sequence",e,t)}getServerInfo(e={},t){return this.call("get_server_info",e,t)}getTethering(e={},t){return this.call("get_tethering",e,t)}getThumbnail(e,t){return this.call("get_thumbnail",e,t)}getUploadUrl(e,t){return this.call("get_upload_url",e,t)}listCameras(e={},t){return this.call("list_cameras",e,t)}listConfig(e={},t){return this.call("list_config",e,t)}listFiles(e={},t){return this.call("list_files",e,t)}listSequences(e={},t){return this.call("list_sequences",e,t)}listTethering(e={},t){return this.call("list_tethering",e,t)}readFile(e,t){return this.call("read_file",e,t)}selectCamera(e,t){return this.call("select_camera",e,t)}setCaptureSettings(e={},t){return this.call("set_capture_settings",e,t)}setConfig(e,t){return this.call("set_config",e,t)}setConfigs(e,t){return this.call("set_configs",e,t)}setExposure(e={},t){return this.call("set_exposure",e,t)}startBulb(e={},t){return this.call("start_bulb",e,t)}startPreview(e={},t){return this.call("start_preview",e,t)}startSequence(e={},t){return this.call("start_sequence",e,t)}startTethering(e={},t){return this.call("start_tethering",e,t)}stopBulb(e={},t){return this.call("stop_bulb",e,t)}stopPreview(e={},t){return this.call("stop_preview",e,t)}stopSequence(e,t){return this.call("stop_sequence",e,t)}stopTethering(e={},t){return this.call("stop_tethering",e,t)}subscribe(e,t){return this.call("subscribe",e,t)}triggerCapture(e={},t){return this.call("trigger_capture",e,t)}unsubscribe(e,t){return this.call("unsubscribe",e,t)}uploadFile(e,t){return this.call("upload_file",e,t)}rpcDiscover(e={},t){return this.call("rpc.discover",e,t)}};var js=new Map([["connection",30],["events",30],["cameras",60],["tethering",60],["preview",60],["config",120],["focus",120],["capture",180],["files",900]]),Ys=120,zs=2**31-1;function es(s,e){let{timeout_s:t,bulb_s:r}=e;return[t,r].map(n=>typeof n=="number"?n:0).reduce((n,a)=>n+a,js.get(j.get(s)?.tag??"")??Ys)}function M(s,e){let t=setTimeout(e,Math.min(s*1e3,zs));return()=>clearTimeout(t)}function ee(s,e){if(!(s>0))throw new RangeError(`${e} is a number of seconds above 0.`);return s}var Ws=new Map(Object.entries(mr)),Vs=new Map(Object.values(mr).map(s=>[s.CODE,s])),ts=new RegExp("\\p{Surrogate}","u"),rs=new WeakMap;function ss(s){let e=rs.get(s);if(e===void 0)throw new Error("There are no bytes with this: ask with `binary: true`.");return e}function fr(s,e,t){return JSON.stringify({jsonrpc:"2.0",id:s,method:e,params:t},(i,n)=>{if(typeof n=="number"&&!Number.isFinite(n))throw new TypeError(`${e} is not sent: its params have NaN or Infinity.`);if(ts.test(i)||typeof n=="string"&&ts.test(n))throw new TypeError(`${e} is not sent: a text in its params has a lone surrogate.`);return n})}function is(s){if(!(s instanceof ArrayBuffer))return Oe(JSON.parse(String(s)));let e=4+new DataView(s).getUint32(0),t=Oe(JSON.parse(new TextDecoder().decode(new Uint8Array(s,4,e-4))));return rs.set(Oe(t.params??t.result),new Uint8Array(s,e)),t}function dt(s){let{code:e,message:t,data:r}=hr(s)?s:{},i=hr(r)?r:{},n=Ws.get(i.name)??Vs.get(e)??h,a=typeof t=="string"&&t!==""?t:JSON.stringify(s);return new n(a,typeof e=="number"?e:void 0,i)}function Oe(s){if(!hr(s))throw new TypeError("It is no JSON object.");return s}function hr(s){return typeof s=="object"&&s!==null&&!Array.isArray(s)}var Ks=/sha-256=:([A-Za-z0-9+/=]+):/,pt=class{signal;base;headers;constructor({url:e,headers:t},r){this.base=e.replace(/^ws/,"http").replace(/(\/rpc)?\/?$/,""),this.headers=t,this.signal=r}async request(e,t,r,i){let n=new AbortController,a=()=>n.abort(this.signal?.reason),o=()=>{},l=()=>{o(),o=M(r,()=>n.abort(new Error(`nothing came for ${r} s`)))};this.signal?.throwIfAborted(),this.signal?.addEventListener("abort",a);try{l();let u=fetch(this.base+e,{...t,headers:{...this.headers,...t.headers},signal:n.signal}),g=await this.network(u);return await Js(g),await i(g,l)}finally{o(),this.signal?.removeEventListener("abort",a),n.abort()}}async network(e){try{return await e}catch(t){this.signal?.throwIfAborted();let{message:r,cause:i}=t;throw new R(`The file's address at ${this.base} failed (${i?.message??r}).`,{cause:t})}}digestAt(e,t){let r={method:"HEAD",headers:{"Want-Repr-Digest":"sha-256=1"}};return this.request(e,r,t,async({headers:i})=>Ks.exec(i.get("Repr-Digest")??"")?.[1])}};function ut(s){return btoa(String.fromCharCode(...s))}function mt(s){return s instanceof h?s.retryable&&!(s instanceof X):[R,S,A].some(e=>s instanceof e)}async function Js(s){if(s.ok)return;let e=await s.text().catch(()=>""),t;try{t=JSON.parse(e)}catch{let r=`The file's address is answered with HTTP ${s.status}.`;throw new h(r,s.status,{retryable:[502,503,504].includes(s.status)})}throw dt(t)}function Le(){return globalThis.process?.getBuiltinModule?.("node:crypto")?.createHash("sha256")??new gr}var Fe=[];for(let s=2;Fe.length<64;s+=1)Fe.every(e=>s%e!==0)&&Fe.push(s);var ns=s=>Math.floor(s%1*2**32)|0,Qs=Int32Array.from(Fe,s=>ns(Math.cbrt(s))),gr=class{state=Int32Array.from(Fe.slice(0,8),e=>ns(Math.sqrt(e)));schedule=new Int32Array(64);block=new Uint8Array(64);words=new DataView(this.block.buffer);length=0;update(e){for(let t=0;t<e.length;){let r=this.length%64,i=e.subarray(t,t+64-r);this.block.set(i,r),this.length+=i.length,t+=i.length,this.length%64===0&&this.mix()}}digest(){let e=new DataView(new ArrayBuffer(8));e.setBigUint64(0,BigInt(this.length)*8n),this.update(Uint8Array.of(128)),this.update(new Uint8Array((120-this.length%64)%64)),this.update(new Uint8Array(e.buffer));let t=new DataView(new ArrayBuffer(32));return this.state.forEach((r,i)=>t.setInt32(4*i,r)),new Uint8Array(t.buffer)}mix(){let e=this.schedule;for(let c=0;c<16;c+=1)e[c]=this.words.getInt32(4*c);for(let c=16;c<64;c+=1){let d=e[c-15],p=e[c-2],y=L(d,7)^L(d,18)^d>>>3,P=L(p,17)^L(p,19)^p>>>10;e[c]=e[c-16]+y+e[c-7]+P|0}let t=this.state,[r,i,n,a]=[t[0],t[1],t[2],t[3]],[o,l,u,g]=[t[4],t[5],t[6],t[7]];for(let c=0;c<64;c+=1){let d=L(o,6)^L(o,11)^L(o,25),p=g+d+(o&l^~o&u)+Qs[c]+e[c]|0,P=(L(r,2)^L(r,13)^L(r,22))+(r&i^r&n^i&n)|0;g=u,u=l,l=o,o=a+p|0,a=n,n=i,i=r,r=p+P|0}[r,i,n,a,o,l,u,g].forEach((c,d)=>this.state[d]+=c)}};function L(s,e){return s>>>e|s<<32-e}async function ht(){let s=i=>import(`node:${i}`),[{openAsBlob:e},t,r]=await Promise.all(["fs","fs/promises","path"].map(s));return{openAsBlob:e,fs:t,path:r.default}}async function ft({fs:s,path:e},t,r,i,n){i.endsWith("/")&&await s.mkdir(i,{recursive:!0});let o=await s.stat(i).then(d=>d.isDirectory(),()=>!1)?e.join(i,e.basename(t.file.filename)):i,l=async()=>{if(!n&&await gt(s,o)){let d=`${o} is there already: pass overwrite: true to replace it.`;throw Object.assign(new Error(d),{code:"EEXIST",path:o})}};await l();let u=Math.random().toString(36).slice(2),g=e.join(e.dirname(o),`.${e.basename(o)}.${u}.part`),c=await s.open(g,"wx");try{let d=0;await r.into({async write(p){for(let y=0;y<p.length;){let{bytesWritten:P}=await c.write(p,y,p.length-y,d);[y,d]=[y+P,d+P]}},async restart(){d=0,await c.truncate(0)}}),await c.sync(),await c.close(),await l(),await s.rename(g,o)}catch(d){throw await c.close().catch(()=>{}),await s.rm(g,{force:!0}),d}return o}function gt(s,e){return s.lstat(e).then(()=>!0,()=>!1)}async function vt(s){let e=Le(),t=s.stream().getReader();for(let{value:r}=await t.read();r!==void 0;{value:r}=await t.read())e.update(r);return ut(e.digest())}function te({firstS:s=.2,mostS:e=10}={}){let t=s;return()=>{let r=t*(.6666666666666666+Math.random()/3);return t=Math.min(2*t,e),r}}function as(s){return s instanceof G?s.status===401||s.status===403:s instanceof h?s instanceof Q||s instanceof Z:!(s instanceof R||s instanceof S)}function ue(s){if(s instanceof G)return s.retryAfterS??0;let{retry_after_s:e}=s instanceof h?s.data:{};return typeof e=="number"?e:0}async function me(s,e){e?.aborted||await new Promise(t=>{let r=setTimeout(i,s*1e3);function i(){clearTimeout(r),e?.removeEventListener("abort",i),t()}e?.addEventListener("abort",i)})}var Zs=8,he=90,re=class{http;sign;report;link;tag="";done=0;hash=Le();digest="";constructor(e,t,r,i){this.http=e,this.sign=t,this.link=r,this.report=i}async into(e){let[t,r]=[0,te()];for(;;){let i=this.done;try{t>0&&await this.signAgain(),await this.fetch(e),await this.compare();return}catch(n){if(this.done>i&&([t,r]=[0,te()]),t+=1,t===Zs||!mt(n))throw n;await me(Math.max(r(),ue(n)),this.http.signal)}this.http.signal?.throwIfAborted()}}async signAgain(){try{this.link=await this.sign()}catch(e){if(!(e instanceof S||e instanceof A))throw e}}async fetch(e){let{url:t,file:{size_bytes:r}}=this.link;if(this.tag!==""&&this.done===r)return;let i=this.done>0?{Range:`bytes=${this.done}-`,"If-Range":this.tag}:{};await this.http.request(t,{headers:i},he,async(n,a)=>{n.status===200&&(await e.restart(),[this.done,this.hash,this.digest]=[0,Le(),""]),this.tag=n.headers.get("ETag")??"";let o=n.body?.getReader();for(;;){let l=o&&(await this.http.network(o.read())).value;if(l===void 0)break;a(),await e.write(l),this.hash.update(l),this.done+=l.length,this.report(this.done,r)}}),this.done<r&&await this.http.network(Promise.reject(new Error("it ended before the file did")))}async compare(){let e=await this.http.digestAt(this.link.url,he);if(this.digest||=ut(this.hash.digest()),e!==this.digest)throw new X("The bytes that came are not those of the camera's file.")}};var Xs=".rpc-camera.jsonl",ei=/[\x00-\x1f/\\:]/g,ti=[R,S,A,Me,Ae,De,Q,Z],yr=class extends Error{name="FolderIncomplete";failures;copy;constructor(e,t){let r=[...e].slice(0,5).map(([n,{message:a}])=>`${n}: ${a}`),i=e.size>r.length?`; and ${e.size-r.length} more`:"";super(`${e.size} of the camera's files did not come: ${r.join("; ")}${i}`),this.failures=e,this.copy=t}};async function os(s,e,t){let{fs:r,path:i}=s.disk;await r.mkdir(t,{recursive:!0});let n=await r.realpath(t),a=await br.read(s,n),o={saved:[],skipped:[]},l=new Map,u=e.reduce((c,{size_bytes:d})=>c+d,0),g=0;for(let[c,d]of e.entries()){try{let p=await s.sign(d.path),y=await a.placeOf(d,p);if(y.isTheFile)o.skipped.push(y.place);else{let P=We=>s.report(g+We,u),oe=new re(s.http,()=>s.sign(d.path),p,P);o.saved.push(await ft(s.disk,p,oe,y.place,!1)),await a.add(d,i.relative(n,y.place),oe.digest)}}catch(p){if(s.http.signal?.throwIfAborted(),p instanceof T)throw p;if(l.set(d.path,p),ti.some(y=>p instanceof y)){e.slice(c).forEach(({path:y})=>l.set(y,p));break}}g+=d.size_bytes,s.report(g,u),s.report(c+1,e.length,"files")}if(l.size>0)throw new yr(l,o);return o}var br=class s{work;root;file;saved=new Map;constructor(e,t){this.work=e,this.root=t,this.file=e.disk.path.join(t,Xs)}static async read(e,t){let r=new s(e,t),i=await gt(e.disk.fs,r.file)?await e.disk.fs.readFile(r.file,"utf8"):"";for(let n of i.split(`
`))try{let a=JSON.parse(n);a.camera===e.camera&&r.saved.set(a.path,a)}catch{}return r}async add(e,t,r){let{path:i,size_bytes:n,modified_at:a=null}=e,o=vr(r),l={camera:this.work.camera,path:i,size_bytes:n,modified_at:a,name:t.replaceAll("\\","/"),sha256:o};this.saved.set(i,l),await this.work.disk.fs.appendFile(this.file,`${JSON.stringify(l)}
`)}async placeOf(e,t){let{fs:r,path:i}=this.work.disk,n=this.saved.get(e.path);if(n?.size_bytes===e.size_bytes&&n.modified_at===(e.modified_at??null)){let d=i.join(this.root,n.name);if(await this.digestAt(d,e)===n.sha256)return{place:d,isTheFile:!0}}let a=i.join(this.root,...this.relative(e.path)),{dir:o,name:l,ext:u}=i.parse(a);await r.mkdir(o,{recursive:!0});let g=i.relative(this.root,await r.realpath(o));if(g.startsWith("..")||i.isAbsolute(g))throw new Error(`${o} leads out of ${this.root}.`);let c;for(let d=a===this.file?1:0;;d+=1){let p=d===0?a:i.join(o,`${l}-${d}${u}`);if(!await gt(r,p))return{place:p,isTheFile:!1};let y=await this.digestAt(p,e);if(y!==void 0&&(c??=await this.work.http.digestAt(t.url,he),c!==void 0&&y===vr(c)))return await this.add(e,i.relative(this.root,p),c),{place:p,isTheFile:!0}}}async digestAt(e,{size_bytes:t}){let{fs:r,openAsBlob:i}=this.work.disk,n=await r.stat(e).catch(()=>{});return n?.isFile()&&n.size===t?vr(await vt(await i(e))):void 0}relative(e){let{folder:t,flatten:r}=this.work,i=t.endsWith("/")?t:`${t}/`,n=(e.startsWith(i)?e.slice(i.length):e).split("/").map(a=>{let o=a.replace(ei,"_");return/^[. ]*$/.test(o)?"_":o});return r?n.slice(-1):n}};function vr(s){return[...atob(s)].map(e=>e.charCodeAt(0).toString(16).padStart(2,"0")).join("")}var fe=class{method;params;onResult;progress;answer;resolve;reject;id;constructor(e,t,r,i){this.method=e,this.params=t,this.onResult=r,this.progress=i,this.answer=new Promise((n,a)=>{this.resolve=n,this.reject=a})}get isSafeToRepeat(){return this.id===void 0||(j.get(this.method)?.isSafe??!1)}},yt=class{pending=new Map;get methods(){return[...this.pending.values()].map(({method:e})=>e)}add(e,t){t.id=e,this.pending.set(e,t)}remove(e){return this.pending.delete(e.id)}settle({id:e,error:t,result:r}){let i=this.pending.get(e);if(i!==void 0){if(this.remove(i),t!==void 0){i.reject(dt(t));return}try{i.onResult?.(r)}finally{i.resolve(r)}}}report(e){this.pending.get(e.request_id)?.progress?.put(e)}fail(e){this.pending.forEach(t=>t.reject(qe(e,t))),this.pending.clear()}};function qe(s,{method:e,isSafeToRepeat:t}){return s instanceof S?s.whileCalling(e,t):s}function ls(s){return{method:"events_missed",params:{reason:"log_ended",message:"The service was restarted: events at the end of its last run may be missing.",after_seq:s}}}function cs(s,e){return{method:"events_missed",params:{reason:"log_full",message:"The connection was away for too long: the service has forgotten events of that time.",after_seq:s,...e===null?{}:{before_seq:e}}}}function ge(){return{method:"events_missed",params:{reason:"reader_too_slow",message:"Events were dropped because they were not read in time."}}}var bt=class{inbox;ask;isRunning=!1;isDue=!1;constructor(e,t){this.inbox=e,this.ask=t,e.onDropped=()=>this.noteDrop()}async run(){if(this.isDue=!0,!this.isRunning){this.isRunning=!0;try{for(;this.isDue;)this.isDue=!1,await this.fetch()}finally{this.isRunning=!1}this.inbox.release()}}noteDrop(){this.isDue=!0,this.isRunning||this.runAfterDrop()}async runAfterDrop(){try{await this.run()}catch(e){e instanceof h&&(this.inbox.publish(ge()),this.inbox.release())}}async fetch(){let{positions:e}=this.inbox,{since:t}=e;for(;t!==void 0;){let r=await this.ask("get_events",{since:t,log_id:e.logId});r.log_id!==e.logId?(e.beginLog(r.log_id),this.inbox.publish(ls(t))):r.gap&&this.inbox.publish(cs(t,r.oldest_seq)),this.passOn(r.events);let i=r.more?r.events.at(-1)?.seq??r.last_seq:r.last_seq;e.catchUp(i),t=r.more?i:void 0}}passOn(e){let t=new Set(this.inbox.positions.names);for(let{event:r,params:i}of e)t.has(r)&&this.inbox.deliver(r,i)}};var O=class{callback;most;report;onDrop;hasDropped=!1;waiting=[];isRunning=!1;running=Promise.resolve();constructor(e,t,r,i){this.callback=e,this.most=t,this.report=r,this.onDrop=i}put(e){this.waiting.push(e),this.waiting.length>this.most&&(this.waiting.shift(),this.hasDropped||(this.hasDropped=!0,this.onDrop?.())),this.isRunning||(this.running=this.run())}async finish(){for(;this.isRunning;)await this.running}stop(){this.waiting.length=0}async run(){for(this.isRunning=!0;this.waiting.length>0;){let e=this.waiting.shift();try{await this.callback(e)}catch(t){this.report("A handler failed.",t)}}this.isRunning=this.hasDropped=!1}};var xt="progress",_t=class{inbox;selected;isSelectionRestored=!0;constructor(e){this.inbox=e}noting(e,t){let{events:r=[]}=t;switch(e){case"select_camera":return({camera:i})=>{this.selected=i.id,this.isSelectionRestored=!0};case"subscribe":return({last_seq:i,log_id:n})=>{this.inbox.wantsProgress||=r.includes(xt),this.inbox.positions.subscribe(ds(r),i,n)};case"unsubscribe":return()=>{this.inbox.wantsProgress&&=!r.includes(xt),this.inbox.positions.unsubscribe(r)};default:return}}async expecting(e,t){let{positions:r}=this.inbox,{events:i}=e.params,n=e.method==="subscribe"?ds(i):[];r.expect(n);try{return await t()}finally{r.forgetUnanswered(n)}}async restoreSelection({method:e,params:t},r){let{camera:i}=t;!this.isSelectionRestored&&i==null&&j.get(e)?.takesCamera===!0&&await r("select_camera",{camera:this.selected})}get lacksSelection(){return!this.isSelectionRestored}async restore(e,t){if(this.selected!==void 0){this.isSelectionRestored=!1;try{await e("select_camera",{camera:this.selected})}catch(i){if(!(i instanceof h))throw i}}let r=[...this.inbox.positions.names,...this.inbox.wantsProgress?[xt]:[]];r.length>0&&await t("subscribe",{events:r})}};function ds(s=[]){return s.filter(e=>e!==xt)}var ri=/(?:server response|status code): (\d{3})$/;async function ps(s,e){let{url:t,connectS:r}=s,i=si(s);i.binaryType="arraybuffer";let n=[];try{await new Promise((a,o)=>{let l=()=>o(e.reason);e.addEventListener("abort",l),n.push(()=>e.removeEventListener("abort",l)),n.push(M(r,()=>o(xr(t,`nothing came within ${r} s`)))),i.once?.("unexpected-response",(u,{statusCode:g,headers:c})=>{let d=String(c?.["retry-after"]??"");o(new G(t,g,/^\d+$/.test(d)?Number(d):void 0))}),i.onopen=()=>a(),i.onerror=u=>o(xr(t,String(u?.message??""))),i.onclose=()=>o(xr(t,""))})}catch(a){throw i.onopen=i.onclose=null,i.onerror=()=>{},i.close(),a}finally{n.forEach(a=>a())}return i}function si({url:s,WebSocket:e,headers:t}){let r=e??globalThis.WebSocket;if(r===void 0)throw new Error("There is no global WebSocket here: `npm install ws`, and pass its WebSocket in the options.");if(Object.keys(t).length===0)return new r(s);try{return new r(s,{headers:t})}catch(i){throw new TypeError("The WebSocket of this platform, as that of browsers, sends no headers of yours.",{cause:i})}}function xr(s,e){let t=ri.exec(e)?.[1];if(t!==void 0)return new G(s,Number(t));let r=e===""?"":` (${e})`;return new R(`No answer from ${s}: see that \`rpc-camera serve\` runs there${r}.`)}var us=1,ms=1006,ii=3,wt=class s{socket;user;keepaliveS;lastNews=performance.now();isOver=!1;isAsking=!1;cancelTimer=()=>{};constructor(e,t,r){this.socket=e,this.user=t,this.keepaliveS=r,e.onmessage=({data:i})=>{this.lastNews=performance.now(),this.isAsking&&(this.cancelTimer(),this.watch()),t.receive(i)},e.onclose=({code:i,reason:n})=>this.end(new S(Number(i),String(n))),e.onerror=()=>{},this.watch()}static async open(e,t,r){return new s(await ps(e,r),t,e.keepaliveS)}get isOpen(){return!this.isOver&&this.socket.readyState===us}send(e){this.isOpen&&this.socket.send(e)}close(){this.end(new S(ms,"")),this.socket.close()}end(e){if(this.isOver)return;this.isOver=!0,this.cancelTimer(),this.socket.onmessage=null;let t=M(ii,()=>this.socket.terminate?.());this.socket.onclose=t,this.socket.readyState>us+1&&t(),this.user.lost(e)}watch(){let e=(performance.now()-this.lastNews)/1e3;if(this.isAsking=e>=this.keepaliveS,!this.isAsking){this.cancelTimer=M(this.keepaliveS-e,()=>this.watch());return}let t=this.user.probe(),r=i=>this.cancelTimer=M(t/2,i);r(()=>r(()=>this.giveUp()))}giveUp(){let e=Math.round((performance.now()-this.lastNews)/100)/10;this.end(new S(ms,`nothing came for ${e} s`)),(this.socket.terminate??this.socket.close).call(this.socket)}};var Et=class{link;calls;nextId=1;constructor(e){this.calls=e}send(e){let t=this.nextId++,r=fr(t,e.method,e.params),{link:i}=this;if(i===void 0||!i.isOpen)throw qe(new S(1006,""),e);this.calls.add(t,e),e.progress!==void 0&&this.tell("subscribe",{events:["progress"]}),i.send(r)}tell(e,t){this.link?.send(fr(this.nextId++,e,t))}giveUp(e,t){e.reject(t),e.id!==void 0&&this.calls.remove(e)&&this.tell("cancel_request",{request_id:e.id})}};var ni=60,hs=60,St=class{target;inbox;closeHandlers=new Set;connectionHandlers=new Set;token;backoff;deadlinesS;requests;known;catchUp;closing=new AbortController;isReady=!1;waiting=[];ended;constructor(e,t,r,i,n){this.target=e,this.inbox=t,this.token=r,this.backoff=i,this.deadlinesS=n,this.requests=new Et(t.calls),this.known=new _t(t),this.catchUp=new bt(t,(a,o)=>this.ask(a,o))}get isConnected(){return this.isReady}close(){this.end(new T,void 0),this.inbox.stopHandlers(),this.requests.link?.close()}async call(e,t,{signal:r,onProgress:i,deadlineS:n}){r?.throwIfAborted();let a=i&&new O(i,100,this.inbox.report),o=new fe(e,t,this.known.noting(e,t),a),l=ee(n??this.deadlinesS[e]??es(e,t),"A deadline"),u=()=>this.requests.giveUp(o,r?.reason);r?.addEventListener("abort",u);let g=M(l,()=>this.requests.giveUp(o,new A(e,l,o.isSafeToRepeat))),c=!1;try{this.dispatch(o,()=>c).catch(p=>o.reject(qe(p,o)));let d=await o.answer;return await a?.finish(),d}finally{c=!0,g(),r?.removeEventListener("abort",u),a?.stop()}}async dispatch(e,t){for(;!this.isReady&&this.ended===void 0;)await new Promise(r=>this.waiting.push(r));if(this.ended!==void 0)throw this.ended;this.known.lacksSelection&&await this.known.restoreSelection(e,(r,i)=>this.ask(r,i)),t()||await this.request(e)}ask(e,t){return this.request(new fe(e,t,this.known.noting(e,t)))}request(e){return this.known.expecting(e,()=>(this.requests.send(e),e.answer))}async open(){let e=await wt.open(this.target,this,this.closing.signal);this.requests.link=e;let{url:t,connectS:r}=this.target,i=`${t} lets in, but has not answered within ${r} s.`,n,a=M(r,()=>{n=new R(i),e.close()});try{if(await this.restore(),!e.isOpen)throw new S(1006,"")}catch(o){throw e.close(),n??o}finally{a()}this.isReady=!0,this.wake(),this.connectionHandlers.forEach(o=>o.put(!0))}async restore(){this.inbox.hold();let e=(t,r)=>this.ask(t,r);this.token!==void 0&&await e("authenticate",{token:this.token}),await this.known.restore(e,(t,r)=>this.request(new fe(t,r))),await this.catchUp.run()}receive(e){this.inbox.receive(e)}probe(){let{methods:e}=this.inbox.calls;return e.length<hs&&this.requests.tell("get_server_info",{}),e.length>=hs||e.some(r=>j.get(r)?.tag==="files")?ni:this.target.keepaliveS/2}lost(e){let t=this.isReady;this.isReady=!1,this.inbox.dropHeld(),this.inbox.calls.fail(this.ended??e),t&&this.ended===void 0&&(this.connectionHandlers.forEach(r=>r.put(!1)),this.openAgain(e))}async openAgain(e){let t=te(this.backoff||{}),r=e,i=0;for(;this.backoff!==!1&&!as(r)&&this.ended===void 0;){await me(Math.max(t(),i),this.closing.signal);try{this.closing.signal.throwIfAborted(),await this.open();return}catch(n){r=n,i=ue(n)}}this.end(r,r)}end(e,t){this.ended===void 0&&(this.ended=e,this.isReady=!1,this.closing.abort(e),this.inbox.calls.fail(e),this.inbox.feed.end(t),this.wake(),this.closeHandlers.forEach(r=>r.put(e)))}wake(){this.waiting.splice(0).forEach(e=>e())}};var ai=5,oi=300,li=1e5;async function fs(s,e,t){let r=await vt(e),i={"Content-Type":"application/octet-stream","Repr-Digest":`sha-256=:${r}:`},n=te();for(let a=1;;a+=1)try{let{url:o}=await t.put(),l=async u=>await s.network(u.json());return await s.request(o,{method:"PUT",headers:i,body:e},oi+e.size/li,l)}catch(o){if(o instanceof Te&&a>1){let{url:l,file:u}=await t.get();if(await s.digestAt(l,he)===r){let{path:g,filename:c,mime_type:d,size_bytes:p}=u;return{path:g,filename:c,mime_type:d,size_bytes:p}}}if(a===ai||!mt(o))throw o;await me(Math.max(n(),ue(o)),s.signal)}}var Ct=class{core;options;http;constructor(e,t){this.core=e,this.options=t,this.http=new pt(e.target,t.signal)}save(e,t,r){return this.reporting(e,"reading",async i=>{let n=await this.sign(e);return ft(await ht(),n,new re(this.http,()=>this.sign(e),n,i),t,r)})}blob(e){return this.reporting(e,"reading",async t=>{let r=await this.sign(e),i=[];return await new re(this.http,()=>this.sign(e),r,t).into({write:n=>{i.push(n)},restart:()=>{i=[]}}),new Blob(i,{type:r.file.mime_type})})}folder(e,t,r){return this.reporting(e,"reading",async i=>{let{id:n}=await this.call("get_camera",{}),{files:a}=await this.call("list_files",{folder:e,recursive:!0,camera:n}),o=l=>this.call("get_file_url",{path:l,camera:n});return os({disk:await ht(),http:this.http,sign:o,report:i,camera:n,folder:e,flatten:r},a,t)})}async upload(e,t,r){let i=typeof e=="string"?await ht():void 0,n=r??(typeof e=="string"?i?.path.basename(e):e.name);if(!n||n.includes("/"))throw new TypeError(`"${n??""}" is no name for a file: it has a slash, or is empty.`);let a=typeof e=="string"?await i?.openAsBlob(e):e,o=`${t.replace(/\/+$/,"")}/${n}`;return this.reporting(o,"writing",async l=>{let u=await fs(this.http,a,{put:()=>this.call("get_upload_url",{path:o}),get:()=>this.sign(o)});return l(u.size_bytes,u.size_bytes),u})}sign(e){return this.call("get_file_url",{path:e})}call(e,t){let{camera:r,signal:i,deadlineS:n}=this.options,a=r===void 0?{}:{camera:r},o={};return i!==void 0&&(o.signal=i),n!==void 0&&(o.deadlineS=n),this.core.call(e,{...a,...t},o)}async reporting(e,t,r){let{onProgress:i}=this.options,n=i&&new O(i,100,this.core.inbox.report);try{let a=await r((o,l,u="bytes")=>n?.put({request_id:e,stage:t,done:o,total:l,unit:u}));return await n?.finish(),a}finally{n?.stop()}}};var wr=1e4,kt=class{kept=[];first=0;unread=0;streams=new Set;ended=!1;failure;append(e){this.kept.push(e),this.kept.length>wr&&this.drop(),this.wake()}end(e){this.ended=!0,this.failure=e,this.wake()}stream(){let e=new _r(this,this.unread);return this.streams.add(e),e}read(e){if(e<this.first)return{event:ge(),next:this.first};let t=this.kept[e-this.first];if(t!==void 0)return{event:t,next:e+1};if(this.failure!==void 0)throw this.failure;return this.ended?"end":"wait"}noteRead(e){this.unread=Math.max(this.unread,e);let t=Math.min(this.unread,...[...this.streams].map(r=>r.index));for(;this.first<t;)this.drop()}remove(e){this.streams.delete(e),this.noteRead(this.unread)}drop(){this.kept.shift(),this.first+=1}wake(){this.streams.forEach(e=>e.wake())}},_r=class{index;feed;wakes=[];done=!1;constructor(e,t){this.feed=e,this.index=t}[Symbol.asyncIterator](){return this}async next(){for(;!this.done;){let e=this.feed.read(this.index);if(e==="end")break;if(e!=="wait")return this.index=e.next,this.feed.noteRead(this.index),{value:e.event,done:!1};await new Promise(t=>this.wakes.push(t))}return{value:void 0,done:!0}}async return(){return this.done=!0,this.feed.remove(this),this.wake(),{value:void 0,done:!0}}wake(){this.wakes.splice(0).forEach(e=>e())}};var Pt=class{logId;reached=new Map;get names(){return this.answered().map(([e])=>e)}get since(){let e=this.answered().map(([,t])=>t);return e.length===0?void 0:Math.min(...e)}expect(e){for(let t of e)this.reached.set(t,this.reached.get(t))}subscribe(e,t,r){this.logId=r;for(let i of e)this.reached.set(i,this.reached.get(i)??t)}unsubscribe(e){for(let t of e)this.reached.delete(t)}forgetUnanswered(e){for(let t of e)this.reached.get(t)===void 0&&this.reached.delete(t)}accept(e,t){let r=this.reached.get(e);return r!==void 0&&t<=r?!1:(this.reached.has(e)&&(this.reached.set(e,t),this.catchUp(t)),!0)}catchUp(e){this.answered().forEach(([t,r])=>this.reached.set(t,Math.max(r,e)))}beginLog(e){this.logId=e,this.answered().forEach(([t])=>this.reached.set(t,0))}answered(){return[...this.reached].filter(e=>e[1]!==void 0)}};var Er="preview_frame",ci="events_missed",di=2,Rt=class{calls=new yt;feed=new kt;positions=new Pt;report;wantsProgress=!1;onDropped=()=>{};handlers=new Map;held;constructor(e){this.report=e}receive(e){try{let t=is(e);t.method===void 0?this.calls.settle(t):this.notify(String(t.method),Oe(t.params))}catch(t){this.report("Ignored a message that makes no sense.",t)}}hold(){this.held??=[]}release(){let e=this.held??[];this.held=void 0,e.forEach(({name:t,params:r})=>this.deliver(t,r))}dropHeld(){this.held=void 0}deliver(e,t){let{seq:r}=t;(typeof r!="number"||this.positions.accept(e,r))&&this.publish({method:e,params:t})}publish(e){e.method!==Er&&this.feed.append(e),this.handlers.get(e.method)?.forEach(t=>t.put(e.params))}addHandler(e,t){let r=e===Er||e===ci?void 0:()=>this.publish(ge()),i=new O(t,e===Er?di:wr,this.report,r),n=this.handlers.get(e)??new Set;return this.handlers.set(e,n.add(i)),()=>{n.delete(i),i.stop()}}stopHandlers(){this.handlers.forEach(e=>e.forEach(t=>t.stop()))}notify(e,t){e==="progress"?(this.calls.report(t),this.wantsProgress&&this.publish({method:e,params:t})):e==="events_dropped"?(this.hold(),this.onDropped()):this.held!==void 0&&"seq"in t?this.held.push({name:e,params:t}):this.deliver(e,t)}};var pi=2;async function*gs(s,{camera:e,maxFps:t}){let r=new Sr,i=[s.on("preview_frame",a=>r.put(a)),s.onClose(a=>r.end(a))],n={binary:!0};e!==void 0&&(n.camera=e),t!==void 0&&(n.max_fps=t);try{for(n.camera=r.camera=(await s.startPreview(n)).camera;;){let a=await r.get();a===void 0?await ui(s,n):yield{jpeg:ss(a),camera:a.camera,sequence:a.sequence,at:a.at}}}catch(a){if(!(a instanceof T))throw a}finally{i.forEach(a=>a()),s.isConnected&&n.camera!==void 0&&await s.stopPreview({camera:n.camera}).catch(()=>{})}}async function ui(s,e){try{await s.startPreview(e)}catch(t){if(t instanceof h?!t.retryable:!(t instanceof S))throw t}}var Sr=class{camera;frame;ended;wake=()=>{};put(e){(this.camera===void 0||this.camera===e.camera)&&(this.frame=e,this.wake())}end(e){this.ended=e,this.wake()}async get(){if(this.frame===void 0&&this.ended===void 0&&await new Promise(t=>{let r=M(pi,t);this.wake=()=>{r(),t()}}),this.ended!==void 0)throw this.ended;let{frame:e}=this;return this.frame=void 0,e}};var mi=5,hi=20,ve=class s extends ct{core;options;constructor(e,t){super(),this.core=e,this.options=t}static async connect(e,t={}){let{token:r,headers:i={},reconnect:n={},WebSocket:a,deadlinesS:o={}}=t,l=ee(t.keepaliveS??mi,"keepaliveS"),u=ee(t.connectS??hi,"connectS");Object.entries(o).forEach(([p,y])=>ee(y,`The deadline of ${p}`));let g={url:e,WebSocket:a,headers:i,keepaliveS:l,connectS:u},c=new Rt(t.report??((p,y)=>console.error(p,y))),d=new St(g,c,r,n,o);try{await d.open()}catch(p){throw d.close(),p}return new s(d,{})}close(){this.core.close()}get isConnected(){return this.core.isConnected}withProgress(e){return new s(this.core,{...this.options,onProgress:e})}withDeadline(e){return new s(this.core,{...this.options,deadlineS:ee(e,"A deadline")})}async call(e,t,r={}){return this.core.call(e,t,{...this.options,...r})}download(e,t,r={}){return this.files(r).save(e,t,r.overwrite??!1)}downloadBlob(e,t={}){return this.files(t).blob(e)}downloadFolder(e,t,r={}){return this.files(r).folder(e,t,r.flatten??!1)}upload(e,t,r={}){return this.files(r).upload(e,t,r.name)}liveView(e={}){return gs(this,e)}events(){return this.core.inbox.feed.stream()}on(e,t){return this.core.inbox.addHandler(e,t)}onEventsMissed(e){return this.core.inbox.addHandler("events_missed",e)}onConnection(e){let{connectionHandlers:t,inbox:r}=this.core,i=new O(e,100,r.report);return t.add(i),()=>{t.delete(i)}}onClose(e){let{closeHandlers:t,inbox:r}=this.core,i=new O(e,1,r.report);return t.add(i),()=>{t.delete(i)}}files(e){return new Ct(this.core,{...this.options,...e})}};var v={name:"rpc-camera",views:{camera:"Camera",pictures:"Pictures",series:"Series",explorer:"Explorer",log:"Log"},navigation:"Views",notices:"Notices",keys:{title:"Keys",show:"Show the keys",close:"Close"},close:"Close",cancel:"Cancel",dismiss:"Dismiss",signIn:{title:"Sign in",lead:"The service showed a token at its start, or was given one as API_TOKEN.",token:"Token",go:"Connect",out:"Sign out",wrongToken:"This token is wrong.",ended:"The service does not know this token any more: it was started again with another one.",checking:"Connecting\u2026",empty:"Type the token."},connection:{lost:"The connection is lost. Trying again\u2026",back:"Connected again."},cameras:{pick:"Camera",all:"All cameras",none:"No camera yet",noneLead:"Connect a camera by USB and switch it on: it appears here by itself.",noneVirtual:"To try without one, start the service with",states:{connecting:"Connecting",ready:"Ready",busy:"Taking a picture",lost:"Not answering",failed:"Not usable"},gone:s=>`${s} is not connected.`,arrived:s=>`${s} is connected.`,state:(s,e)=>`${s}: ${e}.`,battery:s=>`Battery ${s} %`,space:(s,e)=>e===void 0?`${s} free`:`${e} pictures, ${s} free`},camera:{},wall:{},settings:{},pictures:{},series:{},explorer:{},log:{},failures:{connectionLost:"The connection to the service is lost.",connectionLostRemedy:"The page connects again by itself. See that the service runs.",timedOutRemedy:"See what the camera is at, and try again."}};function $t(s){return s instanceof h?{message:s.message,remedy:s.remedy,name:s.errorName}:s instanceof S||s instanceof R||s instanceof T?{message:v.failures.connectionLost,remedy:v.failures.connectionLostRemedy}:s instanceof A?{message:s.message,remedy:v.failures.timedOutRemedy}:{message:s instanceof Error?s.message:String(s)}}function vs(s){return s instanceof DOMException&&s.name==="AbortError"}var fi=4,gi={good:5e3,plain:6e3,bad:15e3},Cr=class{constructor(){this.shown=new $([]);this.spoken=new $("");this.lastId=0}tell(e,t="plain"){this.add({message:e,kind:t})}fail(e){vs(e)||this.add({...$t(e),kind:"bad"})}say(e){this.spoken.value=e}dismiss(e){this.shown.value=this.shown.value.filter(t=>t.id!==e)}add(e){let t=++this.lastId,r=this.shown.value.filter(({message:i})=>i!==e.message);this.shown.value=[...r,{...e,id:t}].slice(-fi),setTimeout(()=>this.dismiss(t),gi[e.kind])}},D=new Cr;var ys=k`
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
`;var b=class extends H{static{this.styles=ys}watch(...e){new ot(this,...e)}};var kr=["camera","pictures","series","explorer","log"],se="all";function At(s,e){return`#/${s}${e===void 0?"":`/${encodeURIComponent(e)}`}`}function bs(s){let[e,t]=s.replace(/^#\/?/,"").split("/");return{view:kr.find(i=>i===e)??"camera",rest:t?vi(t):void 0}}function vi(s){try{return decodeURIComponent(s)}catch{return s}}var q=new $(bs(location.hash));addEventListener("hashchange",()=>q.value=bs(location.hash));var Ue="rpc-camera token",yi=/^#ticket=(.+)$/,bi=2e3,Pr=class{constructor(){this.state=new $({kind:"connecting"});this.session=new $(void 0);this.url=new URL("rpc",location.href.replace(/#.*/,"")).href.replace(/^http/,"ws")}async start(){let e=yi.exec(location.hash)?.[1];if(e!==void 0){history.replaceState(null,"",location.pathname+location.search),await this.redeem(decodeURIComponent(e));return}let t=sessionStorage.getItem(Ue);t===null?this.state.value={kind:"signed-out"}:await this.signIn(t)}async signIn(e){for(this.state.value={kind:"connecting"};;)try{this.use(await ve.connect(this.url,{token:e,report:()=>{}})),sessionStorage.setItem(Ue,e);return}catch(t){if(t instanceof h&&!t.retryable){this.refuse(t);return}this.state.value={kind:"lost"},await new Promise(r=>setTimeout(r,bi))}}signOut(e){sessionStorage.removeItem(Ue);let t=this.session.value;this.session.value=void 0,this.state.value={kind:"signed-out",...e===void 0?{}:{failure:e}},t?.close()}async redeem(e){let t=sessionStorage.getItem(Ue);try{let r=await ve.connect(this.url,{report:()=>{}}),{token:i}=await r.call("redeem_ticket",{ticket:e}).finally(()=>r.close());await this.signIn(i)}catch(r){t===null?this.refuse(r):await this.signIn(t)}}refuse(e){let t=$t(e),r=t.name==="unauthorized"&&sessionStorage.getItem(Ue)!==null;this.signOut(r?{message:v.signIn.ended}:t)}use(e){e.onConnection(t=>{this.session.value===e&&(this.state.value={kind:t?"connected":"lost"})}),e.onClose(t=>{this.session.value===e&&this.refuse(t)}),this.session.value=e,this.state.value={kind:"connected"}}},C=new Pr;var xi=1500,Rr=class{constructor(){this.list=new $(void 0);this.details=new $(new Map);this.timers=new Map;C.session.subscribe(()=>this.follow(C.session.value)),C.state.subscribe(()=>{C.state.value.kind==="connected"&&this.refresh()})}find(e){return this.list.value?.find(t=>t.id===e)}async refresh(){try{let e=await C.session.value?.listCameras();e!==void 0&&(this.list.value=e.cameras,e.cameras.forEach(({id:t})=>this.ask(t,0)))}catch{}}follow(e){if(e===void 0){this.list.value=void 0,this.details.value=new Map;return}e.on("camera_added",({camera:t})=>this.arrived(t)),e.on("camera_removed",({camera:t})=>this.left(t)),e.on("camera_state_changed",()=>{this.refresh()}),e.on("file_added",({camera:t})=>this.ask(t,xi)),e.onEventsMissed(()=>{this.refresh()}),e.getServerInfo().then(({events:t})=>e.subscribe({events:t})).catch(t=>D.fail(t)),this.refresh()}async arrived(e){await this.refresh(),D.tell(v.cameras.arrived(this.find(e)?.name??e))}async left(e){let t=this.find(e)?.name??e;await this.refresh(),D.tell(v.cameras.gone(t))}ask(e,t){clearTimeout(this.timers.get(e)),this.timers.set(e,setTimeout(()=>{this.fetchDetails(e)},t))}async fetchDetails(e){try{let t=await C.session.value?.getCamera({camera:e});t!==void 0&&(this.details.value=new Map(this.details.value).set(e,t))}catch{}}},F=new Rr;var _i={camera:_`<path d="M3 8a2 2 0 0 1 2-2h2.5L9 4h6l1.5 2H19a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><circle cx="12" cy="12.5" r="3.5"/>`,pictures:_`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 16l5-5 4 4 3-3 6 5"/><circle cx="16" cy="9.5" r="1"/>`,series:_`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,explorer:_`<path d="M8 6l-6 6 6 6M16 6l6 6-6 6M14 4l-4 16"/>`,log:_`<path d="M4 6h16M4 12h16M4 18h10"/>`,close:_`<path d="M6 6l12 12M18 6L6 18"/>`,key:_`<rect x="2" y="6" width="20" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8"/>`,out:_`<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>`,warning:_`<path d="M12 4L2.5 20h19zM12 10v4M12 17h.01"/>`,battery:_`<rect x="2" y="8" width="17" height="8" rx="2"/><path d="M22 11v2"/>`,card:_`<path d="M6 3h8l4 4v14H6zM9 3v4M12 3v4"/>`,lens:_`<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4"/>`,download:_`<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>`,upload:_`<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>`,delete:_`<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>`,search:_`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5"/>`,zoom:_`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5M8 11h6M11 8v6"/>`,compare:_`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M12 5v14"/>`,play:_`<path d="M7 5l12 7-12 7z"/>`,stop:_`<rect x="6" y="6" width="12" height="12" rx="1"/>`,copy:_`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>`,grid:_`<rect x="3" y="4" width="18" height="16" rx="1"/><path d="M9 4v16M15 4v16M3 9.300h18M3 14.600h18"/>`,histogram:_`<path d="M3 20V4M3 20h18M7 20v-5M11 20V9M15 20v-8M19 20v-3"/>`,peaking:_`<path d="M3 18l6-11 4 7 3-5 5 9z"/>`,timer:_`<circle cx="12" cy="13" r="8"/><path d="M12 13V9M9 2h6"/>`,focus:_`<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4"/><circle cx="12" cy="12" r="2.5"/>`,settings:_`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,check:_`<path d="M4 12l5 5L20 6"/>`,previous:_`<path d="M15 5l-7 7 7 7"/>`,next:_`<path d="M9 5l7 7-7 7"/>`,full:_`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>`,info:_`<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.500h.01"/>`},ye=class extends b{constructor(){super(...arguments);this.name="info"}render(){return m`<svg viewBox="0 0 24 24" aria-hidden="true">${_i[this.name]}</svg>`}};ye.styles=[b.styles,k`
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
    `],f([E()],ye.prototype,"name",2),ye=f([w("rc-icon")],ye);var ie=class extends b{constructor(){super(...arguments);this.icon="info";this.heading=""}render(){return m`<rc-icon name=${this.icon}></rc-icon><h2>${this.heading}</h2><slot></slot>`}};ie.styles=[b.styles,k`
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
    `],f([E()],ie.prototype,"icon",2),f([E()],ie.prototype,"heading",2),ie=f([w("rc-empty")],ie);var Ie=class extends b{render(){return m`<p>${this.camera}</p>`}};f([E({attribute:!1})],Ie.prototype,"camera",2),Ie=f([w("rc-settings-panel")],Ie);var Ge=class extends b{render(){return m`<p>${this.camera}</p>`}};f([E({attribute:!1})],Ge.prototype,"camera",2),Ge=f([w("rc-stage")],Ge);var be=class extends b{constructor(){super(),this.watch(F.list)}render(){return this.camera===void 0?m`<rc-empty icon="camera" heading=${v.cameras.none}>
        <p class="muted">${v.cameras.noneLead}</p>
        <p class="muted">${v.cameras.noneVirtual} <code>--virtual 1</code>.</p>
      </rc-empty>`:m`<div class="halves">
      <rc-stage .camera=${this.camera}></rc-stage>
      <rc-settings-panel .camera=${this.camera}></rc-settings-panel>
    </div>`}};be.styles=[b.styles,k`
      :host {
        height: 100%;
      }
      .halves {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(300px, 380px);
        height: 100%;
      }
      rc-stage {
        min-height: 0;
      }
      rc-settings-panel {
        overflow: auto;
        border-left: 1px solid var(--line);
        background: var(--surface);
      }
      @media (max-width: 900px) {
        .halves {
          display: block;
          height: auto;
        }
        rc-settings-panel {
          border-left: 0;
          border-top: 1px solid var(--line);
        }
      }
    `],f([E({attribute:!1})],be.prototype,"camera",2),be=f([w("rc-camera-view")],be);var Mt=class extends b{render(){return m`<p></p>`}};Mt=f([w("rc-wall")],Mt);var He=class extends b{render(){return m`<p>${this.method}</p>`}};f([E({attribute:!1})],He.prototype,"method",2),He=f([w("rc-explorer-view")],He);var Be=class extends b{render(){return m`<p>${this.camera}</p>`}};f([E({attribute:!1})],Be.prototype,"camera",2),Be=f([w("rc-log-view")],Be);var je=class extends b{render(){return m`<p>${this.camera}</p>`}};f([E({attribute:!1})],je.prototype,"camera",2),je=f([w("rc-pictures-view")],je);var Ye=class extends b{render(){return m`<p>${this.camera}</p>`}};f([E({attribute:!1})],Ye.prototype,"camera",2),Ye=f([w("rc-series-view")],Ye);var wi={" ":"Space",ArrowLeft:"\u2190",ArrowRight:"\u2192",ArrowUp:"\u2191",ArrowDown:"\u2193"},xe=class extends b{constructor(){super(),this.watch(lt)}toggle(){this.dialog.open?this.dialog.close():this.dialog.showModal()}render(){return m`<dialog aria-labelledby="title">
      <h2 id="title">${v.keys.title}</h2>
      <dl>
        ${lt.value.map(({key:e,label:t})=>m`<dt><kbd>${wi[e]??e}</kbd></dt><dd>${t}</dd>`)}
      </dl>
      <form method="dialog"><button>${v.close}</button></form>
    </dialog>`}};xe.styles=[b.styles,k`
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
    `],f([ce("dialog")],xe.prototype,"dialog",2),xe=f([w("rc-key-list")],xe);var xs=(s,e,t)=>{let r=new Map;for(let i=e;i<=t;i++)r.set(s[i],i);return r},_s=it(class extends de{constructor(s){if(super(s),s.type!==Vr.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let r;t===void 0?t=e:e!==void 0&&(r=e);let i=[],n=[],a=0;for(let o of s)i[a]=r?r(o,a):a,n[a]=t(o,a),a++;return{values:n,keys:i}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,r]){let i=Qr(s),{values:n,keys:a}=this.dt(e,t,r);if(!Array.isArray(i))return this.ut=a,n;let o=this.ut??=[],l=[],u,g,c=0,d=i.length-1,p=0,y=n.length-1;for(;c<=d&&p<=y;)if(i[c]===null)c++;else if(i[d]===null)d--;else if(o[c]===a[p])l[p]=B(i[c],n[p]),c++,p++;else if(o[d]===a[y])l[y]=B(i[d],n[y]),d--,y--;else if(o[c]===a[y])l[y]=B(i[c],n[y]),pe(s,l[y+1],i[c]),c++,y--;else if(o[d]===a[p])l[p]=B(i[d],n[p]),pe(s,i[c],i[d]),d--,p++;else if(u===void 0&&(u=xs(a,p,y),g=xs(o,c,d)),u.has(o[c]))if(u.has(o[d])){let P=g.get(a[p]),oe=P!==void 0?i[P]:null;if(oe===null){let We=pe(s,i[c]);B(We,n[p]),l[p]=We}else l[p]=B(oe,n[p]),pe(s,i[c],oe),i[P]=null;p++}else at(i[d]),d--;else at(i[c]),c++;for(;p<=y;){let P=pe(s,l[y+1]);B(P,n[p]),l[p++]=P}for(;c<=d;){let P=i[c++];P!==null&&at(P)}return this.ut=a,nt(s,l),I}});var ze=class extends b{constructor(){super(),this.watch(D.shown,D.spoken)}render(){return m`
      <div class="list" role="log" aria-live="polite" aria-label=${v.notices}>
        ${_s(D.shown.value,({id:e})=>e,e=>this.item(e))}
      </div>
      <p class="visually-hidden" role="status">${D.spoken.value}</p>
    `}item({id:e,kind:t,message:r,remedy:i}){return m`<div class="notice ${t}">
      <div class="grow">
        <p>${r}</p>
        ${i?m`<p class="muted">${i}</p>`:x}
      </div>
      <button class="quiet icon" aria-label=${v.dismiss} @click=${()=>D.dismiss(e)}>
        <rc-icon name="close"></rc-icon>
      </button>
    </div>`}};ze.styles=[b.styles,k`
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
    `],ze=f([w("rc-notices")],ze);var _e=class extends b{render(){return m`<div role="alert">
      ${this.failure===void 0?x:m`<div class="box">
            <rc-icon name="warning"></rc-icon>
            <div>
              <p>${this.failure.message}</p>
              ${this.failure.remedy?m`<p class="muted">${this.failure.remedy}</p>`:x}
            </div>
          </div>`}
    </div>`}};_e.styles=[b.styles,k`
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
    `],f([E({attribute:!1})],_e.prototype,"failure",2),_e=f([w("rc-failure")],_e);var ne=class extends b{constructor(){super();this.isEmpty=!1;this.watch(C.state)}render(){let{value:t}=C.state,r=t.kind!=="signed-out";return m`
      <form class="card" @submit=${this.submit}>
        <h1>${v.name}</h1>
        <p class="muted">${v.signIn.lead}</p>
        <div class="field">
          <label for="token">${v.signIn.token}</label>
          <input id="token" type="password" autocomplete="current-password" autofocus ?disabled=${r} />
        </div>
        <rc-failure .failure=${this.failure()}></rc-failure>
        <button class="primary" ?disabled=${r}>${r?v.signIn.checking:v.signIn.go}</button>
      </form>
    `}failure(){let{value:t}=C.state;return this.isEmpty?{message:v.signIn.empty}:t.kind==="signed-out"?t.failure:void 0}submit(t){t.preventDefault();let r=this.input.value.trim();this.isEmpty=r==="",this.isEmpty||C.signIn(r)}};ne.styles=[b.styles,k`
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
    `],f([Wr()],ne.prototype,"isEmpty",2),f([ce("input")],ne.prototype,"input",2),ne=f([w("rc-sign-in")],ne);var ws=["B","kB","MB","GB","TB"];function Es(s){let e=s,t=0;for(;e>=999.5&&t<ws.length-1;)e/=1e3,t+=1;return`${t===0||e>=100?Math.round(e):e.toFixed(1)} ${ws[t]}`}var ae=class extends b{constructor(){super();this.showKeys=()=>{};this.watch(F.list,F.details,q)}render(){return m`<header>
      ${this.picker()}
      ${this.camera===void 0?x:this.facts(this.camera,F.details.value.get(this.camera.id))}
      <span class="grow"></span>
      <button class="quiet icon wide" aria-label=${v.keys.show} title=${v.keys.show} @click=${()=>this.showKeys()}>
        <rc-icon name="key"></rc-icon>
      </button>
      <button class="quiet icon" aria-label=${v.signIn.out} title=${v.signIn.out} @click=${()=>C.signOut()}>
        <rc-icon name="out"></rc-icon>
      </button>
    </header>`}get isAll(){return q.value.view==="camera"&&q.value.rest===se}picker(){let t=F.list.value??[];return t.length===0?m`<strong>${v.name}</strong>`:m`<select aria-label=${v.cameras.pick} @change=${this.pick}>
      ${t.length>1?m`<option value=${se} ?selected=${this.isAll}>${v.cameras.all}</option>`:x}
      ${t.map(({id:r,name:i})=>m`<option value=${r} ?selected=${r===this.camera?.id}>${Ei(t,r,i)}</option>`)}
    </select>`}pick(t){let{value:r}=t.target;location.hash=At(q.value.view==="pictures"&&r!==se?"pictures":"camera",r)}facts(t,r){let i=r?.storage.find(({free_bytes:o})=>o!==void 0),n=r?.battery_percent,{state:a}=t;return m`<span class="state ${a}" title=${t.state_reason??""}>${v.cameras.states[a]}</span>
      <span class="facts">
        ${n===void 0?x:m`<span class="fact"><rc-icon name="battery"></rc-icon>
          <span class="visually-hidden">${v.cameras.battery(n)}</span><span aria-hidden="true">${n} %</span></span>`}
        ${i?.free_bytes===void 0?x:m`<span class="fact wide"><rc-icon name="card"></rc-icon>
          ${v.cameras.space(Es(i.free_bytes),i.free_images)}</span>`}
        ${r?.lens?m`<span class="fact wide"><rc-icon name="lens"></rc-icon>${r.lens}</span>`:x}
      </span>`}};ae.styles=[b.styles,k`
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
    `],f([E({attribute:!1})],ae.prototype,"camera",2),f([E({attribute:!1})],ae.prototype,"showKeys",2),ae=f([w("rc-top-bar")],ae);function Ei(s,e,t){return s.filter(r=>r.name===t).length>1?`${t} (${e})`:t}var we=class extends b{constructor(){super();this.wasLost=!1;this.onKey=t=>{if(t.key==="?"){let r=t.composedPath()[0];r instanceof HTMLElement&&r.matches("input, select, textarea")||this.keyList.toggle();return}Zr(t)};this.watch(C.state,C.session,F.list,q),C.state.subscribe(()=>this.sayState()),C.start()}connectedCallback(){super.connectedCallback(),addEventListener("keydown",this.onKey)}disconnectedCallback(){super.disconnectedCallback(),removeEventListener("keydown",this.onKey)}render(){return m`${C.session.value===void 0?m`<main><rc-sign-in></rc-sign-in></main>`:this.frame()}
      <rc-notices></rc-notices><rc-key-list></rc-key-list>`}frame(){let{view:t,rest:r}=q.value,i=F.find(r)??(r===void 0||r===se||t==="explorer"?F.list.value?.[0]:void 0);return document.title=`${v.views[t]} \xB7 ${v.name}`,m`<div class="frame">
      <nav aria-label=${v.navigation}>${kr.map(n=>this.link(n,i?.id))}</nav>
      <rc-top-bar .camera=${i} .showKeys=${()=>this.keyList.toggle()}></rc-top-bar>
      ${C.state.value.kind==="connected"?x:m`<div class="lost" role="status">${v.connection.lost}</div>`}
      <main>${this.view(t,i?.id,r)}</main>
    </div>`}link(t,r){let i=q.value.view===t;return m`<a href=${At(t,t==="camera"||t==="pictures"?r:void 0)} aria-current=${i?"page":x}>
      <rc-icon name=${t}></rc-icon>${v.views[t]}
    </a>`}view(t,r,i){switch(t){case"camera":return i===se?m`<rc-wall></rc-wall>`:Gt(r,m`<rc-camera-view .camera=${r??i}></rc-camera-view>`);case"pictures":return Gt(r,m`<rc-pictures-view .camera=${r??i}></rc-pictures-view>`);case"series":return m`<rc-series-view></rc-series-view>`;case"explorer":return m`<rc-explorer-view .method=${i}></rc-explorer-view>`;case"log":return m`<rc-log-view></rc-log-view>`}}sayState(){let t=C.state.value.kind==="lost";this.wasLost&&C.state.value.kind==="connected"&&D.tell(v.connection.back,"good"),this.wasLost=t}};we.styles=[b.styles,k`
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
    `],f([ce("rc-key-list")],we.prototype,"keyList",2),we=f([w("rc-app")],we);
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
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
