var Ii=Object.defineProperty;var Gi=Object.getOwnPropertyDescriptor;var u=(i,e,t,r)=>{for(var s=r>1?void 0:r?Gi(e,t):e,n=i.length-1,a;n>=0;n--)(a=i[n])&&(s=(r?a(e,t,s):a(s))||s);return r&&s&&Ii(e,t,s),s};var ot=globalThis,lt=ot.ShadowRoot&&(ot.ShadyCSS===void 0||ot.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,jt=Symbol(),Gr=new WeakMap,Fe=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==jt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(lt&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=Gr.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&Gr.set(t,e))}return e}toString(){return this.cssText}},Hr=i=>new Fe(typeof i=="string"?i:i+"",void 0,jt),C=(i,...e)=>{let t=i.length===1?i[0]:e.reduce((r,s,n)=>r+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+i[n+1],i[0]);return new Fe(t,i,jt)},Br=(i,e)=>{if(lt)i.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),s=ot.litNonce;s!==void 0&&r.setAttribute("nonce",s),r.textContent=t.cssText,i.appendChild(r)}},Wt=lt?i=>i:i=>i instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return Hr(t)})(i):i;var{is:Hi,defineProperty:Bi,getOwnPropertyDescriptor:ji,getOwnPropertyNames:Wi,getOwnPropertySymbols:Yi,getPrototypeOf:zi}=Object,ct=globalThis,jr=ct.trustedTypes,Vi=jr?jr.emptyScript:"",Ki=ct.reactiveElementPolyfillSupport,Le=(i,e)=>i,qe={toAttribute(i,e){switch(e){case Boolean:i=i?Vi:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,e){let t=i;switch(e){case Boolean:t=i!==null;break;case Number:t=i===null?null:Number(i);break;case Object:case Array:try{t=JSON.parse(i)}catch{t=null}}return t}},dt=(i,e)=>!Hi(i,e),Wr={attribute:!0,type:String,converter:qe,reflect:!1,useDefault:!1,hasChanged:dt};Symbol.metadata??=Symbol("metadata"),ct.litPropertyMetadata??=new WeakMap;var H=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=Wr){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),s=this.getPropertyDescriptor(e,r,t);s!==void 0&&Bi(this.prototype,e,s)}}static getPropertyDescriptor(e,t,r){let{get:s,set:n}=ji(this.prototype,e)??{get(){return this[t]},set(a){this[t]=a}};return{get:s,set(a){let o=s?.call(this);n?.call(this,a),this.requestUpdate(e,o,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Wr}static _$Ei(){if(this.hasOwnProperty(Le("elementProperties")))return;let e=zi(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Le("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Le("properties"))){let t=this.properties,r=[...Wi(t),...Yi(t)];for(let s of r)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,s]of t)this.elementProperties.set(r,s)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let s=this._$Eu(t,r);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let s of r)t.unshift(Wt(s))}else e!==void 0&&t.push(Wt(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Br(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,r);if(s!==void 0&&r.reflect===!0){let n=(r.converter?.toAttribute!==void 0?r.converter:qe).toAttribute(t,r.type);this._$Em=e,n==null?this.removeAttribute(s):this.setAttribute(s,n),this._$Em=null}}_$AK(e,t){let r=this.constructor,s=r._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let n=r.getPropertyOptions(s),a=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:qe;this._$Em=s;let o=a.fromAttribute(t,n.type);this[s]=o??this._$Ej?.get(s)??o,this._$Em=null}}requestUpdate(e,t,r,s=!1,n){if(e!==void 0){let a=this.constructor;if(s===!1&&(n=this[e]),r??=a.getPropertyOptions(e),!((r.hasChanged??dt)(n,t)||r.useDefault&&r.reflect&&n===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:s,wrapped:n},a){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),n!==!0||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,n]of this._$Ep)this[s]=n;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[s,n]of r){let{wrapped:a}=n,o=this[s];a!==!0||this._$AL.has(s)||o===void 0||this.C(s,void 0,n,o)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};H.elementStyles=[],H.shadowRootOptions={mode:"open"},H[Le("elementProperties")]=new Map,H[Le("finalized")]=new Map,Ki?.({ReactiveElement:H}),(ct.reactiveElementVersions??=[]).push("2.1.2");var zt=globalThis,Yr=i=>i,ut=zt.trustedTypes,zr=ut?ut.createPolicy("lit-html",{createHTML:i=>i}):void 0,Vt="$lit$",B=`lit$${Math.random().toFixed(9).slice(2)}$`,Kt="?"+B,Ji=`<${Kt}>`,ie=document,Ue=()=>ie.createComment(""),Ie=i=>i===null||typeof i!="object"&&typeof i!="function",Jt=Array.isArray,Xr=i=>Jt(i)||typeof i?.[Symbol.iterator]=="function",Yt=`[ 	
\f\r]`,Ne=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Vr=/-->/g,Kr=/>/g,te=RegExp(`>|${Yt}(?:([^\\s"'>=/]+)(${Yt}*=${Yt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Jr=/'/g,Qr=/"/g,ei=/^(?:script|style|textarea|title)$/i,Qt=i=>(e,...t)=>({_$litType$:i,strings:e,values:t}),d=Qt(1),E=Qt(2),Qs=Qt(3),M=Symbol.for("lit-noChange"),y=Symbol.for("lit-nothing"),Zr=new WeakMap,re=ie.createTreeWalker(ie,129);function ti(i,e){if(!Jt(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return zr!==void 0?zr.createHTML(e):e}var ri=(i,e)=>{let t=i.length-1,r=[],s,n=e===2?"<svg>":e===3?"<math>":"",a=Ne;for(let o=0;o<t;o++){let l=i[o],h,b,c=-1,p=0;for(;p<l.length&&(a.lastIndex=p,b=a.exec(l),b!==null);)p=a.lastIndex,a===Ne?b[1]==="!--"?a=Vr:b[1]!==void 0?a=Kr:b[2]!==void 0?(ei.test(b[2])&&(s=RegExp("</"+b[2],"g")),a=te):b[3]!==void 0&&(a=te):a===te?b[0]===">"?(a=s??Ne,c=-1):b[1]===void 0?c=-2:(c=a.lastIndex-b[2].length,h=b[1],a=b[3]===void 0?te:b[3]==='"'?Qr:Jr):a===Qr||a===Jr?a=te:a===Vr||a===Kr?a=Ne:(a=te,s=void 0);let g=a===te&&i[o+1].startsWith("/>")?" ":"";n+=a===Ne?l+Ji:c>=0?(r.push(h),l.slice(0,c)+Vt+l.slice(c)+B+g):l+B+(c===-2?o:g)}return[ti(i,n+(i[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},Ge=class i{constructor({strings:e,_$litType$:t},r){let s;this.parts=[];let n=0,a=0,o=e.length-1,l=this.parts,[h,b]=ri(e,t);if(this.el=i.createElement(h,r),re.currentNode=this.el.content,t===2||t===3){let c=this.el.content.firstChild;c.replaceWith(...c.childNodes)}for(;(s=re.nextNode())!==null&&l.length<o;){if(s.nodeType===1){if(s.hasAttributes())for(let c of s.getAttributeNames())if(c.endsWith(Vt)){let p=b[a++],g=s.getAttribute(c).split(B),w=/([.?@])?(.*)/.exec(p);l.push({type:1,index:n,name:w[2],strings:g,ctor:w[1]==="."?mt:w[1]==="?"?ht:w[1]==="@"?gt:ne}),s.removeAttribute(c)}else c.startsWith(B)&&(l.push({type:6,index:n}),s.removeAttribute(c));if(ei.test(s.tagName)){let c=s.textContent.split(B),p=c.length-1;if(p>0){s.textContent=ut?ut.emptyScript:"";for(let g=0;g<p;g++)s.append(c[g],Ue()),re.nextNode(),l.push({type:2,index:++n});s.append(c[p],Ue())}}}else if(s.nodeType===8)if(s.data===Kt)l.push({type:2,index:n});else{let c=-1;for(;(c=s.data.indexOf(B,c+1))!==-1;)l.push({type:7,index:n}),c+=B.length-1}n++}}static createElement(e,t){let r=ie.createElement("template");return r.innerHTML=e,r}};function se(i,e,t=i,r){if(e===M)return e;let s=r!==void 0?t._$Co?.[r]:t._$Cl,n=Ie(e)?void 0:e._$litDirective$;return s?.constructor!==n&&(s?._$AO?.(!1),n===void 0?s=void 0:(s=new n(i),s._$AT(i,t,r)),r!==void 0?(t._$Co??=[])[r]=s:t._$Cl=s),s!==void 0&&(e=se(i,s._$AS(i,e.values),s,r)),e}var pt=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,s=(e?.creationScope??ie).importNode(t,!0);re.currentNode=s;let n=re.nextNode(),a=0,o=0,l=r[0];for(;l!==void 0;){if(a===l.index){let h;l.type===2?h=new be(n,n.nextSibling,this,e):l.type===1?h=new l.ctor(n,l.name,l.strings,this,e):l.type===6&&(h=new ft(n,this,e)),this._$AV.push(h),l=r[++o]}a!==l?.index&&(n=re.nextNode(),a++)}return re.currentNode=ie,s}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},be=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,s){this.type=2,this._$AH=y,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=se(this,e,t),Ie(e)?e===y||e==null||e===""?(this._$AH!==y&&this._$AR(),this._$AH=y):e!==this._$AH&&e!==M&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Xr(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==y&&Ie(this._$AH)?this._$AA.nextSibling.data=e:this.T(ie.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,s=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=Ge.createElement(ti(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===s)this._$AH.p(t);else{let n=new pt(s,this),a=n.u(this.options);n.p(t),this.T(a),this._$AH=n}}_$AC(e){let t=Zr.get(e.strings);return t===void 0&&Zr.set(e.strings,t=new Ge(e)),t}k(e){Jt(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,s=0;for(let n of e)s===t.length?t.push(r=new i(this.O(Ue()),this.O(Ue()),this,this.options)):r=t[s],r._$AI(n),s++;s<t.length&&(this._$AR(r&&r._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=Yr(e).nextSibling;Yr(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},ne=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,s,n){this.type=1,this._$AH=y,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=n,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=y}_$AI(e,t=this,r,s){let n=this.strings,a=!1;if(n===void 0)e=se(this,e,t,0),a=!Ie(e)||e!==this._$AH&&e!==M,a&&(this._$AH=e);else{let o=e,l,h;for(e=n[0],l=0;l<n.length-1;l++)h=se(this,o[r+l],t,l),h===M&&(h=this._$AH[l]),a||=!Ie(h)||h!==this._$AH[l],h===y?e=y:e!==y&&(e+=(h??"")+n[l+1]),this._$AH[l]=h}a&&!s&&this.j(e)}j(e){e===y?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},mt=class extends ne{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===y?void 0:e}},ht=class extends ne{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==y)}},gt=class extends ne{constructor(e,t,r,s,n){super(e,t,r,s,n),this.type=5}_$AI(e,t=this){if((e=se(this,e,t,0)??y)===M)return;let r=this._$AH,s=e===y&&r!==y||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,n=e!==y&&(r===y||s);s&&this.element.removeEventListener(this.name,this,r),n&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ft=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){se(this,e)}},ii={M:Vt,P:B,A:Kt,C:1,L:ri,R:pt,D:Xr,V:se,I:be,H:ne,N:ht,U:gt,B:mt,F:ft},Qi=zt.litHtmlPolyfillSupport;Qi?.(Ge,be),(zt.litHtmlVersions??=[]).push("3.3.3");var si=(i,e,t)=>{let r=t?.renderBefore??e,s=r._$litPart$;if(s===void 0){let n=t?.renderBefore??null;r._$litPart$=s=new be(e.insertBefore(Ue(),n),n,void 0,t??{})}return s._$AI(i),s};var Zt=globalThis,V=class extends H{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=si(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return M}};V._$litElement$=!0,V.finalized=!0,Zt.litElementHydrateSupport?.({LitElement:V});var Zi=Zt.litElementPolyfillSupport;Zi?.({LitElement:V});(Zt.litElementVersions??=[]).push("4.2.2");var _=i=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(i,e)}):customElements.define(i,e)};var Xi={attribute:!0,type:String,converter:qe,reflect:!1,hasChanged:dt},es=(i=Xi,e,t)=>{let{kind:r,metadata:s}=t,n=globalThis.litPropertyMetadata.get(s);if(n===void 0&&globalThis.litPropertyMetadata.set(s,n=new Map),r==="setter"&&((i=Object.create(i)).wrapped=!0),n.set(t.name,i),r==="accessor"){let{name:a}=t;return{set(o){let l=e.get.call(this);e.set.call(this,o),this.requestUpdate(a,l,i,!0,o)},init(o){return o!==void 0&&this.C(a,void 0,i,o),o}}}if(r==="setter"){let{name:a}=t;return function(o){let l=this[a];e.call(this,o),this.requestUpdate(a,l,i,!0,o)}}throw Error("Unsupported decorator location: "+r)};function x(i){return(e,t)=>typeof t=="object"?es(i,e,t):((r,s,n)=>{let a=s.hasOwnProperty(n);return s.constructor.createProperty(n,r),a?Object.getOwnPropertyDescriptor(s,n):void 0})(i,e,t)}function He(i){return x({...i,state:!0,attribute:!1})}var ae=(i,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(i,e,t),t);function xe(i,e){return(t,r,s)=>{let n=a=>a.renderRoot?.querySelector(i)??null;if(e){let{get:a,set:o}=typeof r=="object"?t:s??(()=>{let l=Symbol();return{get(){return this[l]},set(h){this[l]=h}}})();return ae(t,r,{get(){let l=a.call(this);return l===void 0&&(l=n(this),(l!==null||this.hasUpdated)&&o.call(this,l)),l}})}return ae(t,r,{get(){return n(this)}})}}var j={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},we=i=>(...e)=>({_$litDirective$:i,values:e}),K=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,r){this._$Ct=e,this._$AM=t,this._$Ci=r}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:ts}=ii,ni=i=>i;var oi=i=>i.strings===void 0,ai=()=>document.createComment(""),_e=(i,e,t)=>{let r=i._$AA.parentNode,s=e===void 0?i._$AB:e._$AA;if(t===void 0){let n=r.insertBefore(ai(),s),a=r.insertBefore(ai(),s);t=new ts(n,a,i,i.options)}else{let n=t._$AB.nextSibling,a=t._$AM,o=a!==i;if(o){let l;t._$AQ?.(i),t._$AM=i,t._$AP!==void 0&&(l=i._$AU)!==a._$AU&&t._$AP(l)}if(n!==s||o){let l=t._$AA;for(;l!==n;){let h=ni(l).nextSibling;ni(r).insertBefore(l,s),l=h}}}return t},J=(i,e,t=i)=>(i._$AI(e,t),i),rs={},Ee=(i,e=rs)=>i._$AH=e,li=i=>i._$AH,vt=i=>{i._$AR(),i._$AA.remove()};var ci=we(class extends K{constructor(){super(...arguments),this.key=y}render(i,e){return this.key=i,e}update(i,[e,t]){return e!==this.key&&(Ee(i),this.key=e),t}});var $=class{constructor(e){this.listeners=new Set;this.current=e}get value(){return this.current}set value(e){Object.is(e,this.current)||(this.current=e,this.listeners.forEach(t=>t()))}subscribe(e){return this.listeners.add(e),()=>{this.listeners.delete(e)}}},yt=class{constructor(e,...t){this.ends=[];this.host=e,this.values=t,e.addController(this)}hostConnected(){this.ends=this.values.map(e=>e.subscribe(()=>this.host.requestUpdate())),this.host.requestUpdate()}hostDisconnected(){this.ends.splice(0).forEach(e=>e())}};var Q=new $([]),bt=class{constructor(e,t){this.own=t,e.addController(this)}hostConnected(){Q.value=[...Q.value,...this.own]}hostDisconnected(){Q.value=Q.value.filter(e=>!this.own.includes(e))}};function di(i){if(i.defaultPrevented||i.ctrlKey||i.metaKey||i.altKey||i.repeat||is(i))return;let e=Q.value.findLast(({key:t})=>t===i.key);e!==void 0&&(i.preventDefault(),e.run(i))}function is(i){let e=i.composedPath()[0];return e instanceof HTMLElement?e.matches("button, a, summary, [role=button]")&&(i.key===" "||i.key==="Enter")||e.matches("input, select, textarea, [contenteditable]")||e.closest("dialog")!==null:!1}var f=class extends Error{static CODE=0;static NAME="";static RETRYABLE=!1;static REMEDY="";code;data;constructor(e,t,r={}){super(e);let{CODE:s,NAME:n,RETRYABLE:a,REMEDY:o}=new.target;this.name=new.target.name,this.code=t??s,this.data={name:n,retryable:a,remedy:o,...r}}get errorName(){return this.data.name}get remedy(){return this.data.remedy}get retryable(){return this.data.retryable}toString(){return`${this.name}: ${this.message} ${this.remedy}`.trimEnd()}};var ss={1e3:"it was done",1001:"it is going away",1005:"it said no reason",1006:"no reason came",1008:"it refuses this client",1009:"a message was too large",1011:"it has a fault"},ns={401:"it, or a proxy before it, wants another token or login",403:"it, or a proxy before it, serves neither this client nor this name: see its --allow-host and --allow-origin",404:"there is nothing at this path: the service's own ends in /rpc",426:"there is no WebSocket at this path, or a proxy does not pass it on",502:"the proxy before it does not reach it",503:"it has no room for more clients now, or the proxy before it does not reach it"},R=class extends Error{name="ConnectFailed"},W=class extends R{name="HandshakeRefused";status;retryAfterS;constructor(e,t,r){let s=r===void 0?"":`; try again in ${r} s`;super(`${e} refuses the connection: ${ns[t]??"unknown status"} (HTTP ${t})${s}.`),this.status=t,this.retryAfterS=r}},k=class i extends Error{name="ConnectionLost";code;reason;method;isSafeToRepeat;constructor(e,t,r="",s=!1){let n=e===1006?"The connection broke off":"The service closed the connection",a=t||(ss[e]??"unknown close code");super(`${n}: ${a} (${e}).${ui(r,s)}`),this.code=e,this.reason=t,this.method=r,this.isSafeToRepeat=s}whileCalling(e,t){return new i(this.code,this.reason,e,t)}},L=class extends Error{name="SessionClosed";constructor(){super("The session is closed.")}},T=class extends Error{name="CallTimedOut";method;deadlineS;isSafeToRepeat;constructor(e,t,r){super(`No answer to ${e} came within ${t} s.${ui(e,r)}`),this.method=e,this.deadlineS=t,this.isSafeToRepeat=r}};function ui(i,e){return i===""?"":e?` It is safe to repeat ${i}.`:` ${i} may have been carried out: look before you repeat it.`}var Xt=class extends f{static CODE=-32700;static NAME="parse_error";static RETRYABLE=!1;static REMEDY="Send one JSON object, or an array of them, in UTF-8 and without NaN or Infinity."},er=class extends f{static CODE=-32600;static NAME="invalid_request";static RETRYABLE=!1;static REMEDY='Send {"jsonrpc": "2.0", "id": 1, "method": "\u2026", "params": {\u2026}}, or a batch: an array of these.'},tr=class extends f{static CODE=-32601;static NAME="method_not_found";static RETRYABLE=!1;static REMEDY="Call `rpc.discover` for the methods there are; names are in snake_case."},rr=class extends f{static CODE=-32602;static NAME="invalid_params";static RETRYABLE=!1;static REMEDY="Mend what `errors` names; the method's schema is in `rpc.discover`."},ir=class extends f{static CODE=-32603;static NAME="internal_error";static RETRYABLE=!1;static REMEDY="Report it with the lines that the service's log has under the incident id."},oe=class extends f{static CODE=1e3;static NAME="unauthorized";static RETRYABLE=!1;static REMEDY="Call `authenticate` with the token that the service showed at its start, or the one in its API_TOKEN, or send it as `Authorization: Bearer`."},le=class extends f{static CODE=1001;static NAME="forbidden";static RETRYABLE=!1;static REMEDY="Start the service with `--allow-origin` for the page's origin, or use a client that is allowed."},sr=class extends f{static CODE=1002;static NAME="rate_limited";static RETRYABLE=!0;static REMEDY="Wait `retry_after_s` seconds, then try again with the right token."},nr=class extends f{static CODE=1003;static NAME="too_large";static RETRYABLE=!1;static REMEDY="Stay below `limit_bytes`; a larger file comes by `get_file_url`, and `get_thumbnail` has a small picture of it."},ar=class extends f{static CODE=1100;static NAME="no_camera_selected";static RETRYABLE=!1;static REMEDY="Pass `camera`, or, on a WebSocket, call `select_camera` first."},Be=class extends f{static CODE=1101;static NAME="camera_not_found";static RETRYABLE=!1;static REMEDY="Take an id or a port from `list_cameras`; if it is missing there, check the cable and that the camera is switched on."},or=class extends f{static CODE=1102;static NAME="camera_busy";static RETRYABLE=!0;static REMEDY="Wait until the camera is done, then send the request again."},je=class extends f{static CODE=1103;static NAME="camera_lost";static RETRYABLE=!0;static REMEDY="Check the cable, the battery and that the camera is switched on, then send it again: each request tries anew."},We=class extends f{static CODE=1104;static NAME="camera_claimed";static RETRYABLE=!0;static REMEDY="Close the program that holds the camera; on a desktop that is often gvfs: `gio mount -s gphoto2` frees it."},lr=class extends f{static CODE=1105;static NAME="camera_timeout";static RETRYABLE=!1;static REMEDY="The shutter may have been released all the same: look with `get_events` or `list_files` before you send it again, with a longer `timeout_s`."},cr=class extends f{static CODE=1106;static NAME="not_supported";static RETRYABLE=!1;static REMEDY="Look at `abilities` in `list_cameras` for what this camera can do."},dr=class extends f{static CODE=1107;static NAME="camera_error";static RETRYABLE=!1;static REMEDY="Read `gphoto2.context` for the camera's reason, such as focus, card or battery, and put that right on the camera."},ur=class extends f{static CODE=1108;static NAME="driver_crashed";static RETRYABLE=!0;static REMEDY="Send it again when the camera is ready; check with `list_files` first whether a capture has left its picture."},pr=class extends f{static CODE=1110;static NAME="no_bulb_exposure";static RETRYABLE=!1;static REMEDY="Call `start_bulb` first; the picture of one that ended by itself is in the event log, with `get_events`."},Ye=class extends f{static CODE=1200;static NAME="config_not_found";static RETRYABLE=!1;static REMEDY="Take a name from `list_config`; settings can come and go with the camera's mode."},mr=class extends f{static CODE=1201;static NAME="config_read_only";static RETRYABLE=!1;static REMEDY="Turn the camera's mode dial or its lens switch to where the setting can be changed, such as M."},hr=class extends f{static CODE=1202;static NAME="config_invalid_value";static RETRYABLE=!1;static REMEDY="Use one of `choices`, a number within `range`, or a value of the setting's type."},gr=class extends f{static CODE=1203;static NAME="config_not_applied";static RETRYABLE=!1;static REMEDY="Read the setting again, and see whether the camera's mode or another setting forbids the value."},fr=class extends f{static CODE=1300;static NAME="file_not_found";static RETRYABLE=!1;static REMEDY="Take a path from `list_files`."},vr=class extends f{static CODE=1301;static NAME="storage_full";static RETRYABLE=!1;static REMEDY="Free room with `delete_file`, or put another card into the camera."},yr=class extends f{static CODE=1302;static NAME="file_unavailable";static RETRYABLE=!1;static REMEDY="Get the whole file with `download_image`, or check whether it is protected or still being written."},ze=class extends f{static CODE=1303;static NAME="file_exists";static RETRYABLE=!1;static REMEDY="Choose another `filename`, or delete the present file first."},ce=class extends f{static CODE=1304;static NAME="digest_mismatch";static RETRYABLE=!0;static REMEDY="Send the file again; if that fails as well, compute its SHA-256 anew."},br=class extends f{static CODE=1309;static NAME="disk_error";static RETRYABLE=!0;static REMEDY="On the server, check that the save directory's disk is there, writable and sound."},xr=class extends f{static CODE=1400;static NAME="cancelled";static RETRYABLE=!0;static REMEDY="Connect again and send it again; check with `list_files` first whether a capture has left its picture."},wr=class extends f{static CODE=1401;static NAME="request_not_found";static RETRYABLE=!1;static REMEDY="Give the `id` of a request that this same connection has sent and that is not answered yet."},_r=class extends f{static CODE=1402;static NAME="job_not_found";static RETRYABLE=!1;static REMEDY="Ask for the list of jobs, and take an id from there."},Er={parse_error:Xt,invalid_request:er,method_not_found:tr,invalid_params:rr,internal_error:ir,unauthorized:oe,forbidden:le,rate_limited:sr,too_large:nr,no_camera_selected:ar,camera_not_found:Be,camera_busy:or,camera_lost:je,camera_claimed:We,camera_timeout:lr,not_supported:cr,camera_error:dr,driver_crashed:ur,no_bulb_exposure:pr,config_not_found:Ye,config_read_only:mr,config_invalid_value:hr,config_not_applied:gr,file_not_found:fr,storage_full:vr,file_unavailable:yr,file_exists:ze,digest_mismatch:ce,disk_error:br,cancelled:xr,request_not_found:wr,job_not_found:_r},Z=new Map([["authenticate",{tag:"connection",isSafe:!0,takesCamera:!1}],["autofocus",{tag:"focus",isSafe:!1,takesCamera:!0}],["cancel_request",{tag:"connection",isSafe:!1,takesCamera:!1}],["capture_group",{tag:"capture",isSafe:!1,takesCamera:!1}],["capture_image",{tag:"capture",isSafe:!1,takesCamera:!0}],["create_ticket",{tag:"connection",isSafe:!1,takesCamera:!1}],["delete_file",{tag:"files",isSafe:!1,takesCamera:!0}],["download_image",{tag:"files",isSafe:!0,takesCamera:!0}],["drive_focus",{tag:"focus",isSafe:!1,takesCamera:!0}],["get_archive_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_camera",{tag:"cameras",isSafe:!0,takesCamera:!0}],["get_capture_settings",{tag:"config",isSafe:!0,takesCamera:!0}],["get_config",{tag:"config",isSafe:!0,takesCamera:!0}],["get_events",{tag:"events",isSafe:!0,takesCamera:!1}],["get_exposure",{tag:"config",isSafe:!0,takesCamera:!0}],["get_file_info",{tag:"files",isSafe:!0,takesCamera:!0}],["get_file_url",{tag:"files",isSafe:!0,takesCamera:!0}],["get_metadata",{tag:"files",isSafe:!0,takesCamera:!0}],["get_preview_url",{tag:"preview",isSafe:!0,takesCamera:!0}],["get_sequence",{tag:"capture",isSafe:!0,takesCamera:!1}],["get_server_info",{tag:"connection",isSafe:!0,takesCamera:!1}],["get_tethering",{tag:"tethering",isSafe:!0,takesCamera:!0}],["get_thumbnail",{tag:"files",isSafe:!0,takesCamera:!0}],["get_upload_url",{tag:"files",isSafe:!0,takesCamera:!0}],["list_cameras",{tag:"cameras",isSafe:!0,takesCamera:!1}],["list_config",{tag:"config",isSafe:!0,takesCamera:!0}],["list_files",{tag:"files",isSafe:!0,takesCamera:!0}],["list_sequences",{tag:"capture",isSafe:!0,takesCamera:!1}],["list_tethering",{tag:"tethering",isSafe:!0,takesCamera:!1}],["read_file",{tag:"files",isSafe:!0,takesCamera:!0}],["redeem_ticket",{tag:"connection",isSafe:!1,takesCamera:!1}],["select_camera",{tag:"cameras",isSafe:!0,takesCamera:!1}],["set_capture_settings",{tag:"config",isSafe:!1,takesCamera:!0}],["set_config",{tag:"config",isSafe:!1,takesCamera:!0}],["set_configs",{tag:"config",isSafe:!1,takesCamera:!0}],["set_exposure",{tag:"config",isSafe:!1,takesCamera:!0}],["start_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["start_sequence",{tag:"capture",isSafe:!1,takesCamera:!0}],["start_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["stop_bulb",{tag:"capture",isSafe:!1,takesCamera:!0}],["stop_preview",{tag:"preview",isSafe:!1,takesCamera:!0}],["stop_sequence",{tag:"capture",isSafe:!1,takesCamera:!1}],["stop_tethering",{tag:"tethering",isSafe:!1,takesCamera:!0}],["subscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["trigger_capture",{tag:"capture",isSafe:!1,takesCamera:!0}],["unsubscribe",{tag:"events",isSafe:!0,takesCamera:!1}],["upload_file",{tag:"files",isSafe:!1,takesCamera:!0}],["rpc.discover",{tag:"connection",isSafe:!0,takesCamera:!1}]]),xt=class{authenticate(e,t){return this.call("authenticate",e,t)}autofocus(e={},t){return this.call("autofocus",e,t)}cancelRequest(e,t){return this.call("cancel_request",e,t)}captureGroup(e,t){return this.call("capture_group",e,t)}captureImage(e={},t){return this.call("capture_image",e,t)}createTicket(e={},t){return this.call("create_ticket",e,t)}deleteFile(e,t){return this.call("delete_file",e,t)}downloadImage(e,t){return this.call("download_image",e,t)}driveFocus(e,t){return this.call("drive_focus",e,t)}getArchiveUrl(e,t){return this.call("get_archive_url",e,t)}getCamera(e={},t){return this.call("get_camera",e,t)}getCaptureSettings(e={},t){return this.call("get_capture_settings",e,t)}getConfig(e,t){return this.call("get_config",e,t)}getEvents(e,t){return this.call("get_events",e,t)}getExposure(e={},t){return this.call("get_exposure",e,t)}getFileInfo(e,t){return this.call("get_file_info",e,t)}getFileUrl(e,t){return this.call("get_file_url",e,t)}getMetadata(e,t){return this.call("get_metadata",e,t)}getPreviewUrl(e={},t){return this.call("get_preview_url",e,t)}getSequence(e,t){return this.call("get_sequence",e,t)}getServerInfo(e={},t){return this.call("get_server_info",e,t)}getTethering(e={},t){return this.call("get_tethering",e,t)}getThumbnail(e,t){return this.call("get_thumbnail",e,t)}getUploadUrl(e,t){return this.call("get_upload_url",e,t)}listCameras(e={},t){return this.call("list_cameras",e,t)}listConfig(e={},t){return this.call("list_config",e,t)}listFiles(e={},t){return this.call("list_files",e,t)}listSequences(e={},t){return this.call("list_sequences",e,t)}listTethering(e={},t){return this.call("list_tethering",e,t)}readFile(e,t){return this.call("read_file",e,t)}redeemTicket(e,t){return this.call("redeem_ticket",e,t)}selectCamera(e,t){return this.call("select_camera",e,t)}setCaptureSettings(e={},t){return this.call("set_capture_settings",e,t)}setConfig(e,t){return this.call("set_config",e,t)}setConfigs(e,t){return this.call("set_configs",e,t)}setExposure(e={},t){return this.call("set_exposure",e,t)}startBulb(e={},t){return this.call("start_bulb",e,t)}startPreview(e={},t){return this.call("start_preview",e,t)}startSequence(e={},t){return this.call("start_sequence",e,t)}startTethering(e={},t){return this.call("start_tethering",e,t)}stopBulb(e={},t){return this.call("stop_bulb",e,t)}stopPreview(e={},t){return this.call("stop_preview",e,t)}stopSequence(e,t){return this.call("stop_sequence",e,t)}stopTethering(e={},t){return this.call("stop_tethering",e,t)}subscribe(e,t){return this.call("subscribe",e,t)}triggerCapture(e={},t){return this.call("trigger_capture",e,t)}unsubscribe(e,t){return this.call("unsubscribe",e,t)}uploadFile(e,t){return this.call("upload_file",e,t)}rpcDiscover(e={},t){return this.call("rpc.discover",e,t)}};var as=new Map([["connection",30],["events",30],["cameras",60],["tethering",60],["preview",60],["config",120],["focus",120],["capture",180],["files",900]]),os=120,ls=2**31-1;function pi(i,e){let{timeout_s:t,bulb_s:r}=e;return[t,r].map(n=>typeof n=="number"?n:0).reduce((n,a)=>n+a,as.get(Z.get(i)?.tag??"")??os)}function D(i,e){let t=setTimeout(e,Math.min(i*1e3,ls));return()=>clearTimeout(t)}function de(i,e){if(!(i>0))throw new RangeError(`${e} is a number of seconds above 0.`);return i}var cs=new Map(Object.entries(Er)),ds=new Map(Object.values(Er).map(i=>[i.CODE,i])),mi=new RegExp("\\p{Surrogate}","u"),hi=new WeakMap;function gi(i){let e=hi.get(i);if(e===void 0)throw new Error("There are no bytes with this: ask with `binary: true`.");return e}function Cr(i,e,t){return JSON.stringify({jsonrpc:"2.0",id:i,method:e,params:t},(s,n)=>{if(typeof n=="number"&&!Number.isFinite(n))throw new TypeError(`${e} is not sent: its params have NaN or Infinity.`);if(mi.test(s)||typeof n=="string"&&mi.test(n))throw new TypeError(`${e} is not sent: a text in its params has a lone surrogate.`);return n})}function fi(i){if(!(i instanceof ArrayBuffer))return Ve(JSON.parse(String(i)));let e=4+new DataView(i).getUint32(0),t=Ve(JSON.parse(new TextDecoder().decode(new Uint8Array(i,4,e-4))));return hi.set(Ve(t.params??t.result),new Uint8Array(i,e)),t}function wt(i){let{code:e,message:t,data:r}=Sr(i)?i:{},s=Sr(r)?r:{},n=cs.get(s.name)??ds.get(e)??f,a=typeof t=="string"&&t!==""?t:JSON.stringify(i);return new n(a,typeof e=="number"?e:void 0,s)}function Ve(i){if(!Sr(i))throw new TypeError("It is no JSON object.");return i}function Sr(i){return typeof i=="object"&&i!==null&&!Array.isArray(i)}var us=/sha-256=:([A-Za-z0-9+/=]+):/,_t=class{signal;base;headers;constructor({url:e,headers:t},r){this.base=e.replace(/^ws/,"http").replace(/(\/rpc)?\/?$/,""),this.headers=t,this.signal=r}async request(e,t,r,s){let n=new AbortController,a=()=>n.abort(this.signal?.reason),o=()=>{},l=()=>{o(),o=D(r,()=>n.abort(new Error(`nothing came for ${r} s`)))};this.signal?.throwIfAborted(),this.signal?.addEventListener("abort",a);try{l();let h=fetch(this.base+e,{...t,headers:{...this.headers,...t.headers},signal:n.signal}),b=await this.network(h);return await ps(b),await s(b,l)}finally{o(),this.signal?.removeEventListener("abort",a),n.abort()}}async network(e){try{return await e}catch(t){this.signal?.throwIfAborted();let{message:r,cause:s}=t;throw new R(`The file's address at ${this.base} failed (${s?.message??r}).`,{cause:t})}}digestAt(e,t){let r={method:"HEAD",headers:{"Want-Repr-Digest":"sha-256=1"}};return this.request(e,r,t,async({headers:s})=>us.exec(s.get("Repr-Digest")??"")?.[1])}};function Et(i){return btoa(String.fromCharCode(...i))}function St(i){return i instanceof f?i.retryable&&!(i instanceof ce):[R,k,T].some(e=>i instanceof e)}async function ps(i){if(i.ok)return;let e=await i.text().catch(()=>""),t;try{t=JSON.parse(e)}catch{let r=`The file's address is answered with HTTP ${i.status}.`;throw new f(r,i.status,{retryable:[502,503,504].includes(i.status)})}throw wt(t)}function Je(){return globalThis.process?.getBuiltinModule?.("node:crypto")?.createHash("sha256")??new kr}var Ke=[];for(let i=2;Ke.length<64;i+=1)Ke.every(e=>i%e!==0)&&Ke.push(i);var vi=i=>Math.floor(i%1*2**32)|0,ms=Int32Array.from(Ke,i=>vi(Math.cbrt(i))),kr=class{state=Int32Array.from(Ke.slice(0,8),e=>vi(Math.sqrt(e)));schedule=new Int32Array(64);block=new Uint8Array(64);words=new DataView(this.block.buffer);length=0;update(e){for(let t=0;t<e.length;){let r=this.length%64,s=e.subarray(t,t+64-r);this.block.set(s,r),this.length+=s.length,t+=s.length,this.length%64===0&&this.mix()}}digest(){let e=new DataView(new ArrayBuffer(8));e.setBigUint64(0,BigInt(this.length)*8n),this.update(Uint8Array.of(128)),this.update(new Uint8Array((120-this.length%64)%64)),this.update(new Uint8Array(e.buffer));let t=new DataView(new ArrayBuffer(32));return this.state.forEach((r,s)=>t.setInt32(4*s,r)),new Uint8Array(t.buffer)}mix(){let e=this.schedule;for(let c=0;c<16;c+=1)e[c]=this.words.getInt32(4*c);for(let c=16;c<64;c+=1){let p=e[c-15],g=e[c-2],w=N(p,7)^N(p,18)^p>>>3,P=N(g,17)^N(g,19)^g>>>10;e[c]=e[c-16]+w+e[c-7]+P|0}let t=this.state,[r,s,n,a]=[t[0],t[1],t[2],t[3]],[o,l,h,b]=[t[4],t[5],t[6],t[7]];for(let c=0;c<64;c+=1){let p=N(o,6)^N(o,11)^N(o,25),g=b+p+(o&l^~o&h)+ms[c]+e[c]|0,P=(N(r,2)^N(r,13)^N(r,22))+(r&s^r&n^s&n)|0;b=h,h=l,l=o,o=a+g|0,a=n,n=s,s=r,r=g+P|0}[r,s,n,a,o,l,h,b].forEach((c,p)=>this.state[p]+=c)}};function N(i,e){return i>>>e|i<<32-e}async function Ct(){let i=s=>import(`node:${s}`),[{openAsBlob:e},t,r]=await Promise.all(["fs","fs/promises","path"].map(i));return{openAsBlob:e,fs:t,path:r.default}}async function kt({fs:i,path:e},t,r,s,n){s.endsWith("/")&&await i.mkdir(s,{recursive:!0});let o=await i.stat(s).then(p=>p.isDirectory(),()=>!1)?e.join(s,e.basename(t.file.filename)):s,l=async()=>{if(!n&&await $t(i,o)){let p=`${o} is there already: pass overwrite: true to replace it.`;throw Object.assign(new Error(p),{code:"EEXIST",path:o})}};await l();let h=Math.random().toString(36).slice(2),b=e.join(e.dirname(o),`.${e.basename(o)}.${h}.part`),c=await i.open(b,"wx");try{let p=0;await r.into({async write(g){for(let w=0;w<g.length;){let{bytesWritten:P}=await c.write(g,w,g.length-w,p);[w,p]=[w+P,p+P]}},async restart(){p=0,await c.truncate(0)}}),await c.sync(),await c.close(),await l(),await i.rename(b,o)}catch(p){throw await c.close().catch(()=>{}),await i.rm(b,{force:!0}),p}return o}function $t(i,e){return i.lstat(e).then(()=>!0,()=>!1)}async function Pt(i){let e=Je(),t=i.stream().getReader();for(let{value:r}=await t.read();r!==void 0;{value:r}=await t.read())e.update(r);return Et(e.digest())}function ue({firstS:i=.2,mostS:e=10}={}){let t=i;return()=>{let r=t*(.6666666666666666+Math.random()/3);return t=Math.min(2*t,e),r}}function yi(i){return i instanceof W?i.status===401||i.status===403:i instanceof f?i instanceof oe||i instanceof le:!(i instanceof R||i instanceof k)}function Se(i){if(i instanceof W)return i.retryAfterS??0;let{retry_after_s:e}=i instanceof f?i.data:{};return typeof e=="number"?e:0}async function Ce(i,e){e?.aborted||await new Promise(t=>{let r=setTimeout(s,i*1e3);function s(){clearTimeout(r),e?.removeEventListener("abort",s),t()}e?.addEventListener("abort",s)})}var hs=8,ke=90,pe=class{http;sign;report;link;tag="";done=0;hash=Je();digest="";constructor(e,t,r,s){this.http=e,this.sign=t,this.link=r,this.report=s}async into(e){let[t,r]=[0,ue()];for(;;){let s=this.done;try{t>0&&await this.signAgain(),await this.fetch(e),await this.compare();return}catch(n){if(this.done>s&&([t,r]=[0,ue()]),t+=1,t===hs||!St(n))throw n;await Ce(Math.max(r(),Se(n)),this.http.signal)}this.http.signal?.throwIfAborted()}}async signAgain(){try{this.link=await this.sign()}catch(e){if(!(e instanceof k||e instanceof T))throw e}}async fetch(e){let{url:t,file:{size_bytes:r}}=this.link;if(this.tag!==""&&this.done===r)return;let s=this.done>0?{Range:`bytes=${this.done}-`,"If-Range":this.tag}:{};await this.http.request(t,{headers:s},ke,async(n,a)=>{n.status===200&&(await e.restart(),[this.done,this.hash,this.digest]=[0,Je(),""]),this.tag=n.headers.get("ETag")??"";let o=n.body?.getReader();for(;;){let l=o&&(await this.http.network(o.read())).value;if(l===void 0)break;a(),await e.write(l),this.hash.update(l),this.done+=l.length,this.report(this.done,r)}}),this.done<r&&await this.http.network(Promise.reject(new Error("it ended before the file did")))}async compare(){let e=await this.http.digestAt(this.link.url,ke);if(this.digest||=Et(this.hash.digest()),e!==this.digest)throw new ce("The bytes that came are not those of the camera's file.")}};var gs=".rpc-camera.jsonl",fs=/[\x00-\x1f/\\:]/g,vs=[R,k,T,je,Be,We,oe,le],Pr=class extends Error{name="FolderIncomplete";failures;copy;constructor(e,t){let r=[...e].slice(0,5).map(([n,{message:a}])=>`${n}: ${a}`),s=e.size>r.length?`; and ${e.size-r.length} more`:"";super(`${e.size} of the camera's files did not come: ${r.join("; ")}${s}`),this.failures=e,this.copy=t}};async function bi(i,e,t){let{fs:r,path:s}=i.disk;await r.mkdir(t,{recursive:!0});let n=await r.realpath(t),a=await Rr.read(i,n),o={saved:[],skipped:[]},l=new Map,h=e.reduce((c,{size_bytes:p})=>c+p,0),b=0;for(let[c,p]of e.entries()){try{let g=await i.sign(p.path),w=await a.placeOf(p,g);if(w.isTheFile)o.skipped.push(w.place);else{let P=at=>i.report(b+at,h),ye=new pe(i.http,()=>i.sign(p.path),g,P);o.saved.push(await kt(i.disk,g,ye,w.place,!1)),await a.add(p,s.relative(n,w.place),ye.digest)}}catch(g){if(i.http.signal?.throwIfAborted(),g instanceof L)throw g;if(l.set(p.path,g),vs.some(w=>g instanceof w)){e.slice(c).forEach(({path:w})=>l.set(w,g));break}}b+=p.size_bytes,i.report(b,h),i.report(c+1,e.length,"files")}if(l.size>0)throw new Pr(l,o);return o}var Rr=class i{work;root;file;saved=new Map;constructor(e,t){this.work=e,this.root=t,this.file=e.disk.path.join(t,gs)}static async read(e,t){let r=new i(e,t),s=await $t(e.disk.fs,r.file)?await e.disk.fs.readFile(r.file,"utf8"):"";for(let n of s.split(`
`))try{let a=JSON.parse(n);a.camera===e.camera&&r.saved.set(a.path,a)}catch{}return r}async add(e,t,r){let{path:s,size_bytes:n,modified_at:a=null}=e,o=$r(r),l={camera:this.work.camera,path:s,size_bytes:n,modified_at:a,name:t.replaceAll("\\","/"),sha256:o};this.saved.set(s,l),await this.work.disk.fs.appendFile(this.file,`${JSON.stringify(l)}
`)}async placeOf(e,t){let{fs:r,path:s}=this.work.disk,n=this.saved.get(e.path);if(n?.size_bytes===e.size_bytes&&n.modified_at===(e.modified_at??null)){let p=s.join(this.root,n.name);if(await this.digestAt(p,e)===n.sha256)return{place:p,isTheFile:!0}}let a=s.join(this.root,...this.relative(e.path)),{dir:o,name:l,ext:h}=s.parse(a);await r.mkdir(o,{recursive:!0});let b=s.relative(this.root,await r.realpath(o));if(b.startsWith("..")||s.isAbsolute(b))throw new Error(`${o} leads out of ${this.root}.`);let c;for(let p=a===this.file?1:0;;p+=1){let g=p===0?a:s.join(o,`${l}-${p}${h}`);if(!await $t(r,g))return{place:g,isTheFile:!1};let w=await this.digestAt(g,e);if(w!==void 0&&(c??=await this.work.http.digestAt(t.url,ke),c!==void 0&&w===$r(c)))return await this.add(e,s.relative(this.root,g),c),{place:g,isTheFile:!0}}}async digestAt(e,{size_bytes:t}){let{fs:r,openAsBlob:s}=this.work.disk,n=await r.stat(e).catch(()=>{});return n?.isFile()&&n.size===t?$r(await Pt(await s(e))):void 0}relative(e){let{folder:t,flatten:r}=this.work,s=t.endsWith("/")?t:`${t}/`,n=(e.startsWith(s)?e.slice(s.length):e).split("/").map(a=>{let o=a.replace(fs,"_");return/^[. ]*$/.test(o)?"_":o});return r?n.slice(-1):n}};function $r(i){return[...atob(i)].map(e=>e.charCodeAt(0).toString(16).padStart(2,"0")).join("")}var $e=class{method;params;onResult;progress;answer;resolve;reject;id;constructor(e,t,r,s){this.method=e,this.params=t,this.onResult=r,this.progress=s,this.answer=new Promise((n,a)=>{this.resolve=n,this.reject=a})}get isSafeToRepeat(){return this.id===void 0||(Z.get(this.method)?.isSafe??!1)}},Rt=class{pending=new Map;get methods(){return[...this.pending.values()].map(({method:e})=>e)}add(e,t){t.id=e,this.pending.set(e,t)}remove(e){return this.pending.delete(e.id)}settle({id:e,error:t,result:r}){let s=this.pending.get(e);if(s!==void 0){if(this.remove(s),t!==void 0){s.reject(wt(t));return}try{s.onResult?.(r)}finally{s.resolve(r)}}}report(e){this.pending.get(e.request_id)?.progress?.put(e)}fail(e){this.pending.forEach(t=>t.reject(Qe(e,t))),this.pending.clear()}};function Qe(i,{method:e,isSafeToRepeat:t}){return i instanceof k?i.whileCalling(e,t):i}function xi(i){return{method:"events_missed",params:{reason:"log_ended",message:"The service was restarted: events at the end of its last run may be missing.",after_seq:i}}}function wi(i,e){return{method:"events_missed",params:{reason:"log_full",message:"The connection was away for too long: the service has forgotten events of that time.",after_seq:i,...e===null?{}:{before_seq:e}}}}function Pe(){return{method:"events_missed",params:{reason:"reader_too_slow",message:"Events were dropped because they were not read in time."}}}var At=class{inbox;ask;isRunning=!1;isDue=!1;constructor(e,t){this.inbox=e,this.ask=t,e.onDropped=()=>this.noteDrop()}async run(){if(this.isDue=!0,!this.isRunning){this.isRunning=!0;try{for(;this.isDue;)this.isDue=!1,await this.fetch()}finally{this.isRunning=!1}this.inbox.release()}}noteDrop(){this.isDue=!0,this.isRunning||this.runAfterDrop()}async runAfterDrop(){try{await this.run()}catch(e){e instanceof f&&(this.inbox.publish(Pe()),this.inbox.release())}}async fetch(){let{positions:e}=this.inbox,{since:t}=e;for(;t!==void 0;){let r=await this.ask("get_events",{since:t,log_id:e.logId});r.log_id!==e.logId?(e.beginLog(r.log_id),this.inbox.publish(xi(t))):r.gap&&this.inbox.publish(wi(t,r.oldest_seq)),this.passOn(r.events);let s=r.more?r.events.at(-1)?.seq??r.last_seq:r.last_seq;e.catchUp(s),t=r.more?s:void 0}}passOn(e){let t=new Set(this.inbox.positions.names);for(let{event:r,params:s}of e)t.has(r)&&this.inbox.deliver(r,s)}};var q=class{callback;most;report;onDrop;hasDropped=!1;waiting=[];isRunning=!1;running=Promise.resolve();constructor(e,t,r,s){this.callback=e,this.most=t,this.report=r,this.onDrop=s}put(e){this.waiting.push(e),this.waiting.length>this.most&&(this.waiting.shift(),this.hasDropped||(this.hasDropped=!0,this.onDrop?.())),this.isRunning||(this.running=this.run())}async finish(){for(;this.isRunning;)await this.running}stop(){this.waiting.length=0}async run(){for(this.isRunning=!0;this.waiting.length>0;){let e=this.waiting.shift();try{await this.callback(e)}catch(t){this.report("A handler failed.",t)}}this.isRunning=this.hasDropped=!1}};var Mt="progress",Tt=class{inbox;selected;isSelectionRestored=!0;constructor(e){this.inbox=e}noting(e,t){let{events:r=[]}=t;switch(e){case"select_camera":return({camera:s})=>{this.selected=s.id,this.isSelectionRestored=!0};case"subscribe":return({last_seq:s,log_id:n})=>{this.inbox.wantsProgress||=r.includes(Mt),this.inbox.positions.subscribe(_i(r),s,n)};case"unsubscribe":return()=>{this.inbox.wantsProgress&&=!r.includes(Mt),this.inbox.positions.unsubscribe(r)};default:return}}async expecting(e,t){let{positions:r}=this.inbox,{events:s}=e.params,n=e.method==="subscribe"?_i(s):[];r.expect(n);try{return await t()}finally{r.forgetUnanswered(n)}}async restoreSelection({method:e,params:t},r){let{camera:s}=t;!this.isSelectionRestored&&s==null&&Z.get(e)?.takesCamera===!0&&await r("select_camera",{camera:this.selected})}get lacksSelection(){return!this.isSelectionRestored}async restore(e,t){if(this.selected!==void 0){this.isSelectionRestored=!1;try{await e("select_camera",{camera:this.selected})}catch(s){if(!(s instanceof f))throw s}}let r=[...this.inbox.positions.names,...this.inbox.wantsProgress?[Mt]:[]];r.length>0&&await t("subscribe",{events:r})}};function _i(i=[]){return i.filter(e=>e!==Mt)}var ys=/(?:server response|status code): (\d{3})$/;async function Ei(i,e){let{url:t,connectS:r}=i,s=bs(i);s.binaryType="arraybuffer";let n=[];try{await new Promise((a,o)=>{let l=()=>o(e.reason);e.addEventListener("abort",l),n.push(()=>e.removeEventListener("abort",l)),n.push(D(r,()=>o(Ar(t,`nothing came within ${r} s`)))),s.once?.("unexpected-response",(h,{statusCode:b,headers:c})=>{let p=String(c?.["retry-after"]??"");o(new W(t,b,/^\d+$/.test(p)?Number(p):void 0))}),s.onopen=()=>a(),s.onerror=h=>o(Ar(t,String(h?.message??""))),s.onclose=()=>o(Ar(t,""))})}catch(a){throw s.onopen=s.onclose=null,s.onerror=()=>{},s.close(),a}finally{n.forEach(a=>a())}return s}function bs({url:i,WebSocket:e,headers:t}){let r=e??globalThis.WebSocket;if(r===void 0)throw new Error("There is no global WebSocket here: `npm install ws`, and pass its WebSocket in the options.");if(Object.keys(t).length===0)return new r(i);try{return new r(i,{headers:t})}catch(s){throw new TypeError("The WebSocket of this platform, as that of browsers, sends no headers of yours.",{cause:s})}}function Ar(i,e){let t=ys.exec(e)?.[1];if(t!==void 0)return new W(i,Number(t));let r=e===""?"":` (${e})`;return new R(`No answer from ${i}: see that \`rpc-camera serve\` runs there${r}.`)}var Si=1,Ci=1006,xs=3,Dt=class i{socket;user;keepaliveS;lastNews=performance.now();isOver=!1;isAsking=!1;cancelTimer=()=>{};constructor(e,t,r){this.socket=e,this.user=t,this.keepaliveS=r,e.onmessage=({data:s})=>{this.lastNews=performance.now(),this.isAsking&&(this.cancelTimer(),this.watch()),t.receive(s)},e.onclose=({code:s,reason:n})=>this.end(new k(Number(s),String(n))),e.onerror=()=>{},this.watch()}static async open(e,t,r){return new i(await Ei(e,r),t,e.keepaliveS)}get isOpen(){return!this.isOver&&this.socket.readyState===Si}send(e){this.isOpen&&this.socket.send(e)}close(){this.end(new k(Ci,"")),this.socket.close()}end(e){if(this.isOver)return;this.isOver=!0,this.cancelTimer(),this.socket.onmessage=null;let t=D(xs,()=>this.socket.terminate?.());this.socket.onclose=t,this.socket.readyState>Si+1&&t(),this.user.lost(e)}watch(){let e=(performance.now()-this.lastNews)/1e3;if(this.isAsking=e>=this.keepaliveS,!this.isAsking){this.cancelTimer=D(this.keepaliveS-e,()=>this.watch());return}let t=this.user.probe(),r=s=>this.cancelTimer=D(t/2,s);r(()=>r(()=>this.giveUp()))}giveUp(){let e=Math.round((performance.now()-this.lastNews)/100)/10;this.end(new k(Ci,`nothing came for ${e} s`)),(this.socket.terminate??this.socket.close).call(this.socket)}};var Ot=class{link;calls;nextId=1;constructor(e){this.calls=e}send(e){let t=this.nextId++,r=Cr(t,e.method,e.params),{link:s}=this;if(s===void 0||!s.isOpen)throw Qe(new k(1006,""),e);this.calls.add(t,e),e.progress!==void 0&&this.tell("subscribe",{events:["progress"]}),s.send(r)}tell(e,t){this.link?.send(Cr(this.nextId++,e,t))}giveUp(e,t){e.reject(t),e.id!==void 0&&this.calls.remove(e)&&this.tell("cancel_request",{request_id:e.id})}};var ws=60,ki=60,Ft=class{target;inbox;closeHandlers=new Set;connectionHandlers=new Set;token;backoff;deadlinesS;requests;known;catchUp;closing=new AbortController;isReady=!1;waiting=[];ended;constructor(e,t,r,s,n){this.target=e,this.inbox=t,this.token=r,this.backoff=s,this.deadlinesS=n,this.requests=new Ot(t.calls),this.known=new Tt(t),this.catchUp=new At(t,(a,o)=>this.ask(a,o))}get isConnected(){return this.isReady}close(){this.end(new L,void 0),this.inbox.stopHandlers(),this.requests.link?.close()}async call(e,t,{signal:r,onProgress:s,deadlineS:n}){r?.throwIfAborted();let a=s&&new q(s,100,this.inbox.report),o=new $e(e,t,this.known.noting(e,t),a),l=de(n??this.deadlinesS[e]??pi(e,t),"A deadline"),h=()=>this.requests.giveUp(o,r?.reason);r?.addEventListener("abort",h);let b=D(l,()=>this.requests.giveUp(o,new T(e,l,o.isSafeToRepeat))),c=!1;try{this.dispatch(o,()=>c).catch(g=>o.reject(Qe(g,o)));let p=await o.answer;return await a?.finish(),p}finally{c=!0,b(),r?.removeEventListener("abort",h),a?.stop()}}async dispatch(e,t){for(;!this.isReady&&this.ended===void 0;)await new Promise(r=>this.waiting.push(r));if(this.ended!==void 0)throw this.ended;this.known.lacksSelection&&await this.known.restoreSelection(e,(r,s)=>this.ask(r,s)),t()||await this.request(e)}ask(e,t){return this.request(new $e(e,t,this.known.noting(e,t)))}request(e){return this.known.expecting(e,()=>(this.requests.send(e),e.answer))}async open(){let e=await Dt.open(this.target,this,this.closing.signal);this.requests.link=e;let{url:t,connectS:r}=this.target,s=`${t} lets in, but has not answered within ${r} s.`,n,a=D(r,()=>{n=new R(s),e.close()});try{if(await this.restore(),!e.isOpen)throw new k(1006,"")}catch(o){throw e.close(),n??o}finally{a()}this.isReady=!0,this.wake(),this.connectionHandlers.forEach(o=>o.put(!0))}async restore(){this.inbox.hold();let e=(t,r)=>this.ask(t,r);this.token!==void 0&&await e("authenticate",{token:this.token}),await this.known.restore(e,(t,r)=>this.request(new $e(t,r))),await this.catchUp.run()}receive(e){this.inbox.receive(e)}probe(){let{methods:e}=this.inbox.calls;return e.length<ki&&this.requests.tell("get_server_info",{}),e.length>=ki||e.some(r=>Z.get(r)?.tag==="files")?ws:this.target.keepaliveS/2}lost(e){let t=this.isReady;this.isReady=!1,this.inbox.dropHeld(),this.inbox.calls.fail(this.ended??e),t&&this.ended===void 0&&(this.connectionHandlers.forEach(r=>r.put(!1)),this.openAgain(e))}async openAgain(e){let t=ue(this.backoff||{}),r=e,s=0;for(;this.backoff!==!1&&!yi(r)&&this.ended===void 0;){await Ce(Math.max(t(),s),this.closing.signal);try{this.closing.signal.throwIfAborted(),await this.open();return}catch(n){r=n,s=Se(n)}}this.end(r,r)}end(e,t){this.ended===void 0&&(this.ended=e,this.isReady=!1,this.closing.abort(e),this.inbox.calls.fail(e),this.inbox.feed.end(t),this.wake(),this.closeHandlers.forEach(r=>r.put(e)))}wake(){this.waiting.splice(0).forEach(e=>e())}};var _s=5,Es=300,Ss=1e5;async function $i(i,e,t){let r=await Pt(e),s={"Content-Type":"application/octet-stream","Repr-Digest":`sha-256=:${r}:`},n=ue();for(let a=1;;a+=1)try{let{url:o}=await t.put(),l=async h=>await i.network(h.json());return await i.request(o,{method:"PUT",headers:s,body:e},Es+e.size/Ss,l)}catch(o){if(o instanceof ze&&a>1){let{url:l,file:h}=await t.get();if(await i.digestAt(l,ke)===r){let{path:b,filename:c,mime_type:p,size_bytes:g}=h;return{path:b,filename:c,mime_type:p,size_bytes:g}}}if(a===_s||!St(o))throw o;await Ce(Math.max(n(),Se(o)),i.signal)}}var Lt=class{core;options;http;constructor(e,t){this.core=e,this.options=t,this.http=new _t(e.target,t.signal)}save(e,t,r){return this.reporting(e,"reading",async s=>{let n=await this.sign(e);return kt(await Ct(),n,new pe(this.http,()=>this.sign(e),n,s),t,r)})}blob(e){return this.reporting(e,"reading",async t=>{let r=await this.sign(e),s=[];return await new pe(this.http,()=>this.sign(e),r,t).into({write:n=>{s.push(n)},restart:()=>{s=[]}}),new Blob(s,{type:r.file.mime_type})})}folder(e,t,r){return this.reporting(e,"reading",async s=>{let{id:n}=await this.call("get_camera",{}),{files:a}=await this.call("list_files",{folder:e,recursive:!0,camera:n}),o=l=>this.call("get_file_url",{path:l,camera:n});return bi({disk:await Ct(),http:this.http,sign:o,report:s,camera:n,folder:e,flatten:r},a,t)})}async upload(e,t,r){let s=typeof e=="string"?await Ct():void 0,n=r??(typeof e=="string"?s?.path.basename(e):e.name);if(!n||n.includes("/"))throw new TypeError(`"${n??""}" is no name for a file: it has a slash, or is empty.`);let a=typeof e=="string"?await s?.openAsBlob(e):e,o=`${t.replace(/\/+$/,"")}/${n}`;return this.reporting(o,"writing",async l=>{let h=await $i(this.http,a,{put:()=>this.call("get_upload_url",{path:o}),get:()=>this.sign(o)});return l(h.size_bytes,h.size_bytes),h})}sign(e){return this.call("get_file_url",{path:e})}call(e,t){let{camera:r,signal:s,deadlineS:n}=this.options,a=r===void 0?{}:{camera:r},o={};return s!==void 0&&(o.signal=s),n!==void 0&&(o.deadlineS=n),this.core.call(e,{...a,...t},o)}async reporting(e,t,r){let{onProgress:s}=this.options,n=s&&new q(s,100,this.core.inbox.report);try{let a=await r((o,l,h="bytes")=>n?.put({request_id:e,stage:t,done:o,total:l,unit:h}));return await n?.finish(),a}finally{n?.stop()}}};var Tr=1e4,qt=class{kept=[];first=0;unread=0;streams=new Set;ended=!1;failure;append(e){this.kept.push(e),this.kept.length>Tr&&this.drop(),this.wake()}end(e){this.ended=!0,this.failure=e,this.wake()}stream(){let e=new Mr(this,this.unread);return this.streams.add(e),e}read(e){if(e<this.first)return{event:Pe(),next:this.first};let t=this.kept[e-this.first];if(t!==void 0)return{event:t,next:e+1};if(this.failure!==void 0)throw this.failure;return this.ended?"end":"wait"}noteRead(e){this.unread=Math.max(this.unread,e);let t=Math.min(this.unread,...[...this.streams].map(r=>r.index));for(;this.first<t;)this.drop()}remove(e){this.streams.delete(e),this.noteRead(this.unread)}drop(){this.kept.shift(),this.first+=1}wake(){this.streams.forEach(e=>e.wake())}},Mr=class{index;feed;wakes=[];done=!1;constructor(e,t){this.feed=e,this.index=t}[Symbol.asyncIterator](){return this}async next(){for(;!this.done;){let e=this.feed.read(this.index);if(e==="end")break;if(e!=="wait")return this.index=e.next,this.feed.noteRead(this.index),{value:e.event,done:!1};await new Promise(t=>this.wakes.push(t))}return{value:void 0,done:!0}}async return(){return this.done=!0,this.feed.remove(this),this.wake(),{value:void 0,done:!0}}wake(){this.wakes.splice(0).forEach(e=>e())}};var Nt=class{logId;reached=new Map;get names(){return this.answered().map(([e])=>e)}get since(){let e=this.answered().map(([,t])=>t);return e.length===0?void 0:Math.min(...e)}expect(e){for(let t of e)this.reached.set(t,this.reached.get(t))}subscribe(e,t,r){this.logId=r;for(let s of e)this.reached.set(s,this.reached.get(s)??t)}unsubscribe(e){for(let t of e)this.reached.delete(t)}forgetUnanswered(e){for(let t of e)this.reached.get(t)===void 0&&this.reached.delete(t)}accept(e,t){let r=this.reached.get(e);return r!==void 0&&t<=r?!1:(this.reached.has(e)&&(this.reached.set(e,t),this.catchUp(t)),!0)}catchUp(e){this.answered().forEach(([t,r])=>this.reached.set(t,Math.max(r,e)))}beginLog(e){this.logId=e,this.answered().forEach(([t])=>this.reached.set(t,0))}answered(){return[...this.reached].filter(e=>e[1]!==void 0)}};var Dr="preview_frame",Cs="events_missed",ks=2,Ut=class{calls=new Rt;feed=new qt;positions=new Nt;report;wantsProgress=!1;onDropped=()=>{};handlers=new Map;held;constructor(e){this.report=e}receive(e){try{let t=fi(e);t.method===void 0?this.calls.settle(t):this.notify(String(t.method),Ve(t.params))}catch(t){this.report("Ignored a message that makes no sense.",t)}}hold(){this.held??=[]}release(){let e=this.held??[];this.held=void 0,e.forEach(({name:t,params:r})=>this.deliver(t,r))}dropHeld(){this.held=void 0}deliver(e,t){let{seq:r}=t;(typeof r!="number"||this.positions.accept(e,r))&&this.publish({method:e,params:t})}publish(e){e.method!==Dr&&this.feed.append(e),this.handlers.get(e.method)?.forEach(t=>t.put(e.params))}addHandler(e,t){let r=e===Dr||e===Cs?void 0:()=>this.publish(Pe()),s=new q(t,e===Dr?ks:Tr,this.report,r),n=this.handlers.get(e)??new Set;return this.handlers.set(e,n.add(s)),()=>{n.delete(s),s.stop()}}stopHandlers(){this.handlers.forEach(e=>e.forEach(t=>t.stop()))}notify(e,t){e==="progress"?(this.calls.report(t),this.wantsProgress&&this.publish({method:e,params:t})):e==="events_dropped"?(this.hold(),this.onDropped()):this.held!==void 0&&"seq"in t?this.held.push({name:e,params:t}):this.deliver(e,t)}};var $s=2;async function*Pi(i,{camera:e,maxFps:t}){let r=new Or,s=[i.on("preview_frame",a=>r.put(a)),i.onClose(a=>r.end(a))],n={binary:!0};e!==void 0&&(n.camera=e),t!==void 0&&(n.max_fps=t);try{for(n.camera=r.camera=(await i.startPreview(n)).camera;;){let a=await r.get();a===void 0?await Ps(i,n):yield{jpeg:gi(a),camera:a.camera,sequence:a.sequence,at:a.at}}}catch(a){if(!(a instanceof L))throw a}finally{s.forEach(a=>a()),i.isConnected&&n.camera!==void 0&&await i.stopPreview({camera:n.camera}).catch(()=>{})}}async function Ps(i,e){try{await i.startPreview(e)}catch(t){if(t instanceof f?!t.retryable:!(t instanceof k))throw t}}var Or=class{camera;frame;ended;wake=()=>{};put(e){(this.camera===void 0||this.camera===e.camera)&&(this.frame=e,this.wake())}end(e){this.ended=e,this.wake()}async get(){if(this.frame===void 0&&this.ended===void 0&&await new Promise(t=>{let r=D($s,t);this.wake=()=>{r(),t()}}),this.ended!==void 0)throw this.ended;let{frame:e}=this;return this.frame=void 0,e}};var Rs=5,As=20,Re=class i extends xt{core;options;constructor(e,t){super(),this.core=e,this.options=t}static async connect(e,t={}){let{token:r,headers:s={},reconnect:n={},WebSocket:a,deadlinesS:o={}}=t,l=de(t.keepaliveS??Rs,"keepaliveS"),h=de(t.connectS??As,"connectS");Object.entries(o).forEach(([g,w])=>de(w,`The deadline of ${g}`));let b={url:e,WebSocket:a,headers:s,keepaliveS:l,connectS:h},c=new Ut(t.report??((g,w)=>console.error(g,w))),p=new Ft(b,c,r,n,o);try{await p.open()}catch(g){throw p.close(),g}return new i(p,{})}close(){this.core.close()}get isConnected(){return this.core.isConnected}withProgress(e){return new i(this.core,{...this.options,onProgress:e})}withDeadline(e){return new i(this.core,{...this.options,deadlineS:de(e,"A deadline")})}async call(e,t,r={}){return this.core.call(e,t,{...this.options,...r})}download(e,t,r={}){return this.files(r).save(e,t,r.overwrite??!1)}downloadBlob(e,t={}){return this.files(t).blob(e)}downloadFolder(e,t,r={}){return this.files(r).folder(e,t,r.flatten??!1)}upload(e,t,r={}){return this.files(r).upload(e,t,r.name)}liveView(e={}){return Pi(this,e)}events(){return this.core.inbox.feed.stream()}on(e,t){return this.core.inbox.addHandler(e,t)}onEventsMissed(e){return this.core.inbox.addHandler("events_missed",e)}onConnection(e){let{connectionHandlers:t,inbox:r}=this.core,s=new q(e,100,r.report);return t.add(s),()=>{t.delete(s)}}onClose(e){let{closeHandlers:t,inbox:r}=this.core,s=new q(e,1,r.report);return t.add(s),()=>{t.delete(s)}}files(e){return new Lt(this.core,{...this.options,...e})}};var m={name:"rpc-camera",views:{camera:"Camera",pictures:"Pictures",series:"Series",explorer:"Explorer",log:"Log"},navigation:"Views",notices:"Notices",keys:{title:"Keys",show:"Show the keys",close:"Close"},close:"Close",cancel:"Cancel",dismiss:"Dismiss",signIn:{title:"Sign in",lead:"The service showed a token at its start, or was given one as API_TOKEN.",token:"Token",go:"Connect",out:"Sign out",wrongToken:"This token is wrong.",ended:"The service does not know this token any more: it was started again with another one.",checking:"Connecting\u2026",empty:"Type the token."},connection:{lost:"The connection is lost. Trying again\u2026",back:"Connected again."},cameras:{pick:"Camera",all:"All cameras",none:"No camera yet",noneLead:"Connect a camera by USB and switch it on: it appears here by itself.",noneVirtual:"To try without one, start the service with",states:{connecting:"Connecting",ready:"Ready",busy:"Taking a picture",lost:"Not answering",failed:"Not usable"},gone:i=>`${i} is not connected.`,goneLead:"Connect it, and switch it on: it is back here by itself.",arrived:i=>`${i} is connected.`,state:(i,e)=>`${i}: ${e}.`,battery:i=>`Battery ${i} %`,space:(i,e)=>e===void 0?`${i} free`:`${e} pictures, ${i} free`},camera:{},wall:{},settings:{title:"Settings",loading:"Reading the settings\u2026",search:"Search all settings",found:i=>i===1?"1 setting":`${i} settings`,readonly:"The camera does not let this be changed now.",goTo:i=>`Go to ${i}; up and down change it`,nothing:"(none)",auto:"Auto",now:"Now",nowLong:"Set the clock to this computer's time",lower:i=>`${i}: previous`,higher:i=>`${i}: next`,quick:{mode:"Mode",shutter_s:"Shutter",aperture:"Aperture",iso:"ISO",exposure_compensation:"Compensation",white_balance:"White balance",drive:"Drive",quality:"Quality"},sections:{actions:"Actions",settings:"Body",status:"Status",imgsettings:"Picture",capturesettings:"Capture",other:"By PTP code"}},pictures:{},series:{},explorer:{},log:{},failures:{connectionLost:"The connection to the service is lost.",connectionLostRemedy:"The page connects again by itself. See that the service runs.",timedOutRemedy:"See what the camera is at, and try again."}};function X(i){return i instanceof f?{message:i.message,remedy:i.remedy,name:i.errorName}:i instanceof k||i instanceof R||i instanceof L?{message:m.failures.connectionLost,remedy:m.failures.connectionLostRemedy}:i instanceof T?{message:i.message,remedy:m.failures.timedOutRemedy}:{message:i instanceof Error?i.message:String(i)}}function Ri(i){return i instanceof DOMException&&i.name==="AbortError"}var Ms=4,Ts={good:5e3,plain:6e3,bad:15e3},Fr=class{constructor(){this.shown=new $([]);this.spoken=new $("");this.lastId=0}tell(e,t="plain"){this.add({message:e,kind:t})}fail(e){Ri(e)||this.add({...X(e),kind:"bad"})}say(e){this.spoken.value=e}dismiss(e){this.shown.value=this.shown.value.filter(t=>t.id!==e)}add(e){let t=++this.lastId,r=this.shown.value.filter(({message:s})=>s!==e.message);this.shown.value=[...r,{...e,id:t}].slice(-Ms),setTimeout(()=>this.dismiss(t),Ts[e.kind])}},O=new Fr;var Ai=C`
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
`;var v=class extends V{static{this.styles=Ai}watch(...e){new yt(this,...e)}};var Lr=["camera","pictures","series","explorer","log"],me="all";function It(i,e){return`#/${i}${e===void 0?"":`/${encodeURIComponent(e)}`}`}function Mi(i){let[e,t]=i.replace(/^#\/?/,"").split("/");return{view:Lr.find(s=>s===e)??"camera",rest:t?Ds(t):void 0}}function Ds(i){try{return decodeURIComponent(i)}catch{return i}}var U=new $(Mi(location.hash));addEventListener("hashchange",()=>U.value=Mi(location.hash));var Xe="rpc-camera token",Os=/^#ticket=(.+)$/,Fs=2e3,qr=class{constructor(){this.state=new $({kind:"connecting"});this.session=new $(void 0);this.url=new URL("rpc",location.href.replace(/#.*/,"")).href.replace(/^http/,"ws")}async start(){let e=Os.exec(location.hash)?.[1];if(e!==void 0){history.replaceState(null,"",location.pathname+location.search),await this.redeem(decodeURIComponent(e));return}let t=sessionStorage.getItem(Xe);t===null?this.state.value={kind:"signed-out"}:await this.signIn(t)}async signIn(e){for(this.state.value={kind:"connecting"};;)try{this.use(await Re.connect(this.url,{token:e,report:()=>{}})),sessionStorage.setItem(Xe,e);return}catch(t){if(t instanceof f&&!t.retryable){this.refuse(t);return}this.state.value={kind:"lost"},await new Promise(r=>setTimeout(r,Fs))}}signOut(e){sessionStorage.removeItem(Xe);let t=this.session.value;this.session.value=void 0,this.state.value={kind:"signed-out",...e===void 0?{}:{failure:e}},t?.close()}async redeem(e){let t=sessionStorage.getItem(Xe);try{let r=await Re.connect(this.url,{report:()=>{}}),{token:s}=await r.redeemTicket({ticket:e}).finally(()=>r.close());await this.signIn(s)}catch(r){t===null?this.refuse(r):await this.signIn(t)}}refuse(e){let t=X(e),r=t.name==="unauthorized"&&sessionStorage.getItem(Xe)!==null;this.signOut(r?{message:m.signIn.ended}:t)}use(e){e.onConnection(t=>{this.session.value===e&&(this.state.value={kind:t?"connected":"lost"})}),e.onClose(t=>{this.session.value===e&&this.refuse(t)}),this.session.value=e,this.state.value={kind:"connected"}}},S=new qr;function he(){let i=S.session.value;if(i===void 0)throw new Error(m.failures.connectionLost);return i}var Ls=1500,Nr=class{constructor(){this.list=new $(void 0);this.details=new $(new Map);this.timers=new Map;S.session.subscribe(()=>this.follow(S.session.value)),S.state.subscribe(()=>{S.state.value.kind==="connected"&&this.refresh()})}find(e){return this.list.value?.find(t=>t.id===e)}async refresh(){try{let e=await S.session.value?.listCameras();e!==void 0&&(this.list.value=e.cameras,e.cameras.forEach(({id:t})=>this.ask(t,0)))}catch{}}follow(e){if(e===void 0){this.list.value=void 0,this.details.value=new Map;return}e.on("camera_added",({camera:t})=>this.arrived(t)),e.on("camera_removed",({camera:t})=>this.left(t)),e.on("camera_state_changed",()=>{this.refresh()}),e.on("file_added",({camera:t})=>this.ask(t,Ls)),e.onEventsMissed(()=>{this.refresh()}),e.getServerInfo().then(({events:t})=>e.subscribe({events:t})).catch(t=>O.fail(t)),this.refresh()}async arrived(e){await this.refresh(),O.tell(m.cameras.arrived(this.find(e)?.name??e))}async left(e){let t=this.find(e)?.name??e;await this.refresh(),O.tell(m.cameras.gone(t))}ask(e,t){clearTimeout(this.timers.get(e)),this.timers.set(e,setTimeout(()=>{this.fetchDetails(e)},t))}async fetchDetails(e){try{let t=await S.session.value?.getCamera({camera:e});t!==void 0&&(this.details.value=new Map(this.details.value).set(e,t))}catch{}}},A=new Nr;var Ti=(i,e,t)=>{let r=new Map;for(let s=e;s<=t;s++)r.set(i[s],s);return r},Gt=we(class extends K{constructor(i){if(super(i),i.type!==j.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,e,t){let r;t===void 0?t=e:e!==void 0&&(r=e);let s=[],n=[],a=0;for(let o of i)s[a]=r?r(o,a):a,n[a]=t(o,a),a++;return{values:n,keys:s}}render(i,e,t){return this.dt(i,e,t).values}update(i,[e,t,r]){let s=li(i),{values:n,keys:a}=this.dt(e,t,r);if(!Array.isArray(s))return this.ut=a,n;let o=this.ut??=[],l=[],h,b,c=0,p=s.length-1,g=0,w=n.length-1;for(;c<=p&&g<=w;)if(s[c]===null)c++;else if(s[p]===null)p--;else if(o[c]===a[g])l[g]=J(s[c],n[g]),c++,g++;else if(o[p]===a[w])l[w]=J(s[p],n[w]),p--,w--;else if(o[c]===a[w])l[w]=J(s[c],n[w]),_e(i,l[w+1],s[c]),c++,w--;else if(o[p]===a[g])l[g]=J(s[p],n[g]),_e(i,s[c],s[p]),p--,g++;else if(h===void 0&&(h=Ti(a,g,w),b=Ti(o,c,p)),h.has(o[c]))if(h.has(o[p])){let P=b.get(a[g]),ye=P!==void 0?s[P]:null;if(ye===null){let at=_e(i,s[c]);J(at,n[g]),l[g]=at}else l[g]=J(ye,n[g]),_e(i,s[c],ye),s[P]=null;g++}else vt(s[p]),p--;else vt(s[c]),c++;for(;g<=w;){let P=_e(i,l[w+1]);J(P,n[g]),l[g++]=P}for(;c<=p;){let P=s[c++];P!==null&&vt(P)}return this.ut=a,Ee(i,l),M}});var Ht=["mode","shutter_s","aperture","iso","exposure_compensation","white_balance","drive","quality"],qs=250,Ur=class{constructor(e){this.widgets=new $(void 0);this.common=new $({});this.failure=new $(void 0);this.refused=new $(new Map);this.pending=new $(new Map);this.changed=new Set;this.camera=e}async load(){let{camera:e}=this;try{let[{widgets:t}]=await Promise.all([he().listConfig({camera:e}),this.loadCommon()]);this.widgets.value=new Map(t.map(r=>[r.name,r])),this.failure.value=void 0}catch(t){this.failure.value=X(t)}}async set(e,t){let r=this.pending.value.has(e);this.pending.value=new Map(this.pending.value).set(e,t),this.refuse(e,void 0),!r&&await this.setInTurn(e)}async setIso(e,t){let r;this.pending.value=new Map(this.pending.value).set(t,String(e));try{await he().setExposure({iso:e,camera:this.camera}),await this.loadCommon()}catch(s){r=X(s)}this.settle(t,r)}change(e,t){let r=this.widgets.value?.get(e);r!==void 0&&this.put({...r,value:t}),this.pending.value.has(e)||this.refuse(e,void 0),this.noteChange(e)}async setInTurn(e){let{camera:t}=this;for(;;){let r=this.pending.value.get(e),s;try{this.put(await he().setConfig({name:e,value:r,camera:t}))}catch(n){s=X(n)}if(Object.is(this.pending.value.get(e),r)){this.settle(e,s);return}}}settle(e,t){let r=new Map(this.pending.value);r.delete(e),this.pending.value=r,this.refuse(e,t),this.noteChange(e)}noteChange(e){this.changed.add(e),clearTimeout(this.timer),this.timer=setTimeout(()=>{this.follow()},qs)}async follow(){let{camera:e}=this;try{await this.loadCommon(),Ht.forEach(r=>this.changed.add(this.common.value[r]?.config??""));let t=[...this.changed].filter(r=>this.widgets.value?.has(r));this.changed.clear(),await Promise.all(t.map(async r=>this.put(await he().getConfig({name:r,camera:e}))))}catch(t){t instanceof Ye&&await this.load()}}async loadCommon(){let{camera:e}=this,t=await Promise.all([he().getExposure({camera:e}),he().getCaptureSettings({camera:e})]);this.common.value=Object.assign({},...t.map(({settings:r})=>r))}put(e){this.widgets.value=new Map(this.widgets.value).set(e.name,e)}refuse(e,t){let r=new Map(this.refused.value);t===void 0?r.delete(e):r.set(e,t),this.refused.value=r}},Ir=class{constructor(){this.known=new Map;this.states=new Map;S.session.subscribe(()=>this.follow()),A.list.subscribe(()=>this.reload())}of(e){let t=this.known.get(e);return t===void 0&&(t=new Ur(e),this.known.set(e,t),this.states.set(e,void 0),this.reload()),t}reload(){for(let[e,t]of this.known){let r=A.find(e)?.state,s=Di(this.states.get(e));this.states.set(e,r),Di(r)&&!s&&t.load()}}follow(){this.known.clear(),this.states.clear();let{value:e}=S.session;e?.on("config_changed",({camera:r,name:s,value:n})=>this.known.get(r)?.change(s,n));let t=()=>[...this.known.values()].forEach(r=>{r.load()});e?.onEventsMissed(t),e?.onConnection(r=>r&&t())}};function Di(i){return i==="ready"||i==="busy"}var Oi=new Ir;var Ns={camera:E`<path d="M3 8a2 2 0 0 1 2-2h2.5L9 4h6l1.5 2H19a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><circle cx="12" cy="12.5" r="3.5"/>`,pictures:E`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 16l5-5 4 4 3-3 6 5"/><circle cx="16" cy="9.5" r="1"/>`,series:E`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,explorer:E`<path d="M8 6l-6 6 6 6M16 6l6 6-6 6M14 4l-4 16"/>`,log:E`<path d="M4 6h16M4 12h16M4 18h10"/>`,close:E`<path d="M6 6l12 12M18 6L6 18"/>`,key:E`<rect x="2" y="6" width="20" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8"/>`,out:E`<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>`,warning:E`<path d="M12 4L2.5 20h19zM12 10v4M12 17h.01"/>`,battery:E`<rect x="2" y="8" width="17" height="8" rx="2"/><path d="M22 11v2"/>`,card:E`<path d="M6 3h8l4 4v14H6zM9 3v4M12 3v4"/>`,lens:E`<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4"/>`,download:E`<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>`,upload:E`<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>`,delete:E`<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>`,search:E`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5"/>`,zoom:E`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5M8 11h6M11 8v6"/>`,compare:E`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M12 5v14"/>`,play:E`<path d="M7 5l12 7-12 7z"/>`,stop:E`<rect x="6" y="6" width="12" height="12" rx="1"/>`,copy:E`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>`,grid:E`<rect x="3" y="4" width="18" height="16" rx="1"/><path d="M9 4v16M15 4v16M3 9.300h18M3 14.600h18"/>`,histogram:E`<path d="M3 20V4M3 20h18M7 20v-5M11 20V9M15 20v-8M19 20v-3"/>`,peaking:E`<path d="M3 18l6-11 4 7 3-5 5 9z"/>`,timer:E`<circle cx="12" cy="13" r="8"/><path d="M12 13V9M9 2h6"/>`,focus:E`<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4"/><circle cx="12" cy="12" r="2.5"/>`,settings:E`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,check:E`<path d="M4 12l5 5L20 6"/>`,previous:E`<path d="M15 5l-7 7 7 7"/>`,next:E`<path d="M9 5l7 7-7 7"/>`,full:E`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>`,info:E`<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.500h.01"/>`},Ae=class extends v{constructor(){super(...arguments);this.name="info"}render(){return d`<svg viewBox="0 0 24 24" aria-hidden="true">${Ns[this.name]}</svg>`}};Ae.styles=[v.styles,C`
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
    `],u([x()],Ae.prototype,"name",2),Ae=u([_("rc-icon")],Ae);var Me=class extends v{render(){return d`<div role="alert">
      ${this.failure===void 0?y:d`<div class="box">
            <rc-icon name="warning"></rc-icon>
            <div>
              <p>${this.failure.message}</p>
              ${this.failure.remedy?d`<p class="muted">${this.failure.remedy}</p>`:y}
            </div>
          </div>`}
    </div>`}};Me.styles=[v.styles,C`
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
    `],u([x({attribute:!1})],Me.prototype,"failure",2),Me=u([_("rc-failure")],Me);var I=we(class extends K{constructor(i){if(super(i),i.type!==j.PROPERTY&&i.type!==j.ATTRIBUTE&&i.type!==j.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!oi(i))throw Error("`live` bindings can only contain a single expression")}render(i){return i}update(i,[e]){if(e===M||e===y)return e;let t=i.element,r=i.name;if(i.type===j.PROPERTY){if(e===t[r])return M}else if(i.type===j.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(r))return M}else if(i.type===j.ATTRIBUTE&&t.getAttribute(r)===e+"")return M;return Ee(i),e}});var Us=["shutter_s","aperture","iso","exposure_compensation"],Y="auto",F=class extends v{focus(){this.renderRoot.querySelector("select")?.focus()}render(){let{config:e,readonly:t,reason:r}=this.common,s=this.why??(t?r??m.settings.readonly:void 0),n=this.pending!==void 0,a=Us.includes(this.name),o=m.settings.quick[this.name];return d`
      <label class="label" for="value" title=${e}>${o}</label>
      <div class="line ${a?"stepped":""} ${n?"busy":""}" aria-busy=${n}>
        ${a?this.step(-1,"previous",m.settings.lower(o),s):y}
        <select id="value" ?disabled=${s!==void 0} aria-describedby="why" .value=${I(this.value)} @change=${this.pick}>
          ${this.choices().map(l=>d`<option value=${l} ?selected=${l===this.value}>${Gs(l)}</option>`)}
        </select>
        ${a?this.step(1,"next",m.settings.higher(o),s):y}
      </div>
      <p id="why" class="why muted">${this.why===void 0?s??y:y}</p>
      <rc-failure .failure=${this.failure}></rc-failure>
    `}get hasAutoBeside(){let{choices:e=[]}=this.widget;return this.name==="iso"&&Is(this.common.allowed,Y)&&!e.some(t=>/auto/i.test(t))}get value(){let e=this.hasAutoBeside&&this.common.value===Y;return String(this.pending??(e?Y:this.widget.value))}choices(){let{choices:e=[]}=this.widget,t=this.hasAutoBeside?[Y,...e]:e;return t.includes(this.value)?t:[this.value,...t]}step(e,t,r,s){let n=this.choices()[this.choices().indexOf(this.value)+e];return d`<button class="icon" aria-label=${r} ?disabled=${s!==void 0||n===void 0} @click=${()=>this.choose(n)}>
      <rc-icon name=${t}></rc-icon>
    </button>`}pick(e){this.choose(e.target.value)}choose(e){let{config:t}=this.common;e!==void 0&&(this.hasAutoBeside&&(e===Y||this.value===Y)?this.settings.setIso(e===Y?Y:Number(e),t):this.settings.set(t,e))}};F.styles=[v.styles,C`
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
    `],u([x({attribute:!1})],F.prototype,"settings",2),u([x({attribute:!1})],F.prototype,"name",2),u([x({attribute:!1})],F.prototype,"common",2),u([x({attribute:!1})],F.prototype,"widget",2),u([x({attribute:!1})],F.prototype,"why",2),u([x({attribute:!1})],F.prototype,"pending",2),u([x({attribute:!1})],F.prototype,"failure",2),F=u([_("rc-quick-setting")],F);function Is(i,e){return Array.isArray(i)&&i.includes(e)}function Gs(i){return i===Y?m.settings.auto:i}var Hs=200,z=class extends v{constructor(){super(...arguments);this.label=""}render(){let t=this.pending!==void 0;return d`<div class=${t?"busy":""} aria-busy=${t} title=${this.why??y}>${this.control()}</div>`}get value(){return this.pending??this.widget.value}control(){switch(this.widget.type){case"radio":case"menu":return this.choices();case"toggle":return d`<input type="checkbox" role="switch" aria-label=${this.label} ?disabled=${this.isFixed}
          .checked=${I(this.value===!0)} .indeterminate=${I(this.value===null)}
          @change=${t=>this.choose(t.target.checked)} />`;case"range":return this.range();case"button":return d`<button ?disabled=${this.isFixed} @click=${()=>this.choose(!0)}>${this.widget.label}</button>`;case"date":return this.date();default:return d`<input aria-label=${this.label} ?disabled=${this.isFixed} .value=${I(String(this.value??""))} @change=${this.chooseText} />`}}get isFixed(){return this.why!==void 0}choices(){let{choices:t=[]}=this.widget,r=String(this.value),s=t.includes(r)?t:[r,...t];return d`<select aria-label=${this.label} ?disabled=${this.isFixed} .value=${I(r)} @change=${this.chooseText}>
      ${s.map(n=>d`<option value=${n} ?selected=${n===r}>${n===""?m.settings.nothing:n}</option>`)}
    </select>`}range(){let{min:t,max:r,step:s}=this.widget.range??{min:0,max:0,step:0},n=s>0?(r-t)/s:1/0,a=l=>{let h=l.target;h.reportValidity()&&h.value!==""&&this.choose(Number(h.value))},o=d`<input type="number" aria-label=${this.label} ?disabled=${this.isFixed} min=${t} max=${r}
      step=${Number.isInteger(s)&&s>0?s:"any"} .value=${I(String(this.value))} @change=${a} />`;return d`<div class="pair">
      ${n>Hs?y:d`<input type="range" aria-label=${this.label} ?disabled=${this.isFixed}
        min=${t} max=${r} step=${s} .value=${I(String(this.value))} @change=${a} />`}
      ${o}
    </div>`}date(){let t=new Date(String(this.value)),r=new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19),s=n=>{let{value:a}=n.target;a!==""&&this.choose(Fi(new Date(a)))};return d`<div class="pair">
      <input type="datetime-local" step="1" aria-label=${this.label} ?disabled=${this.isFixed} .value=${I(r)} @change=${s} />
      <button ?disabled=${this.isFixed} title=${m.settings.nowLong} @click=${()=>this.choose(Fi(new Date))}>${m.settings.now}</button>
    </div>`}chooseText(t){this.choose(t.target.value)}choose(t){this.dispatchEvent(new CustomEvent("choose",{detail:t}))}};z.styles=[v.styles,C`
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
    `],u([x({attribute:!1})],z.prototype,"widget",2),u([x({attribute:!1})],z.prototype,"pending",2),u([x({attribute:!1})],z.prototype,"why",2),u([x()],z.prototype,"label",2),z=u([_("rc-widget-control")],z);function Fi(i){return i.toISOString().replace(/\.\d+Z$/,"Z")}var G=class extends v{render(){let{name:e,label:t,readonly:r,type:s,value:n}=this.widget,a=this.why??(r?m.settings.readonly:void 0);return d`<div class="pair">
        <span class="label" title=${e}>${t}</span>
        ${r&&s==="text"?d`<span class="fixed">${n===""?m.settings.nothing:n}</span>`:d`<rc-widget-control .widget=${this.widget} .pending=${this.pending} .why=${a} label=${t}
              @choose=${l=>{this.settings.set(e,l.detail)}}></rc-widget-control>`}
      </div>
      ${this.failure===void 0?y:d`<rc-failure .failure=${this.failure}></rc-failure>`}`}};G.styles=[v.styles,C`
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
    `],u([x({attribute:!1})],G.prototype,"settings",2),u([x({attribute:!1})],G.prototype,"widget",2),u([x({attribute:!1})],G.prototype,"why",2),u([x({attribute:!1})],G.prototype,"pending",2),u([x({attribute:!1})],G.prototype,"failure",2),G=u([_("rc-setting-row")],G);var Bs=40,Li={mode:"m",shutter_s:"s",aperture:"a",iso:"i",exposure_compensation:"e",white_balance:"w",quality:"q"},ee=class extends v{constructor(){super();this.search="";this.open=new Set;this.watch(A.list,S.state);let t=Ht.filter(r=>Li[r]!==void 0);new bt(this,t.map(r=>({key:Li[r],label:m.settings.goTo(m.settings.quick[r]),run:()=>this.goTo(r)})))}connectedCallback(){super.connectedCallback(),this.settings=Oi.of(this.camera);let{widgets:t,common:r,failure:s,refused:n,pending:a}=this.settings;this.watch(t,r,s,n,a)}render(){let t=this.settings?.widgets.value;if(this.settings===void 0||t===void 0){let s=this.settings?.failure.value;return s===void 0?d`<p class="note muted" role="status">${m.settings.loading}</p>`:d`<rc-failure class="note" .failure=${s}></rc-failure>`}let r=this.why();return d`
      <h2 class="visually-hidden">${m.settings.title}</h2>
      <div class="quick">${Ht.map(s=>this.quick(s,t,r))}</div>
      <div class="all">
        <div class="search">
          <rc-icon name="search"></rc-icon>
          <input type="search" aria-label=${m.settings.search} placeholder=${m.settings.search}
            @input=${s=>this.search=s.target.value} />
        </div>
        ${this.search.trim()===""?this.sections(t,r):this.results(t,r)}
      </div>
    `}goTo(t){this.renderRoot.querySelector(`rc-quick-setting[data-name=${t}]`)?.focus()}why(){if(S.state.value.kind!=="connected")return m.connection.lost;let t=A.find(this.camera);return t===void 0?m.cameras.gone(this.camera):t.state==="ready"||t.state==="busy"?void 0:t.state_reason??m.cameras.states[t.state]}quick(t,r,s){let n=this.settings?.common.value[t],a=n&&r.get(n.config);return a===void 0?y:d`<rc-quick-setting data-name=${t} .settings=${this.settings} .name=${t} .common=${n} .widget=${a} .why=${s}
          .pending=${this.settings?.pending.value.get(a.name)} .failure=${this.settings?.refused.value.get(a.name)}></rc-quick-setting>`}sections(t,r){return[...new Set([...t.values()].map(qi))].map(n=>{let a=[...t.values()].filter(l=>qi(l)===n),o=this.open.has(n);return d`<details ?open=${o} @toggle=${l=>this.toggle(n,l)}>
        <summary>${m.settings.sections[n]??n} <span class="muted">${a.length}</span></summary>
        ${o?this.rows(a,r):y}
      </details>`})}results(t,r){let s=this.search.toLowerCase().split(/\s+/).filter(Boolean),n=[...t.values()].filter(({name:a,label:o,value:l})=>{let h=`${a} ${o} ${l}`.toLowerCase();return s.every(b=>h.includes(b))});return d`<p class="muted" role="status">${m.settings.found(n.length)}</p>${this.rows(n.slice(0,Bs),r)}`}rows(t,r){return d`<div class="rows">
      ${Gt(t,({name:s})=>s,s=>d`<rc-setting-row .settings=${this.settings} .widget=${s} .why=${r}
        .pending=${this.settings?.pending.value.get(s.name)} .failure=${this.settings?.refused.value.get(s.name)}></rc-setting-row>`)}
    </div>`}toggle(t,r){let s=new Set(this.open);r.target.open?s.add(t):s.delete(t),this.open=s}};ee.styles=[v.styles,C`
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
    `],u([x({attribute:!1})],ee.prototype,"camera",2),u([He()],ee.prototype,"search",2),u([He()],ee.prototype,"open",2),ee=u([_("rc-settings-panel")],ee);function qi({path:i}){return i.slice(0,i.lastIndexOf("/"))}var et=class extends v{render(){return d`<p>${this.camera}</p>`}};u([x({attribute:!1})],et.prototype,"camera",2),et=u([_("rc-stage")],et);var Te=class extends v{render(){return d`<div class="halves">
      <rc-stage .camera=${this.camera}></rc-stage>
      <rc-settings-panel .camera=${this.camera}></rc-settings-panel>
    </div>`}};Te.styles=[v.styles,C`
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
    `],u([x({attribute:!1})],Te.prototype,"camera",2),Te=u([_("rc-camera-view")],Te);var Bt=class extends v{render(){return d`<p></p>`}};Bt=u([_("rc-wall")],Bt);var tt=class extends v{render(){return d`<p>${this.method}</p>`}};u([x({attribute:!1})],tt.prototype,"method",2),tt=u([_("rc-explorer-view")],tt);var rt=class extends v{render(){return d`<p>${this.camera}</p>`}};u([x({attribute:!1})],rt.prototype,"camera",2),rt=u([_("rc-log-view")],rt);var ge=class extends v{constructor(){super(...arguments);this.icon="info";this.heading=""}render(){return d`<rc-icon name=${this.icon}></rc-icon><h2>${this.heading}</h2><slot></slot>`}};ge.styles=[v.styles,C`
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
    `],u([x()],ge.prototype,"icon",2),u([x()],ge.prototype,"heading",2),ge=u([_("rc-empty")],ge);var it=class extends v{render(){return d`<p>${this.camera}</p>`}};u([x({attribute:!1})],it.prototype,"camera",2),it=u([_("rc-pictures-view")],it);var st=class extends v{render(){return d`<p>${this.camera}</p>`}};u([x({attribute:!1})],st.prototype,"camera",2),st=u([_("rc-series-view")],st);var js={" ":"Space",ArrowLeft:"\u2190",ArrowRight:"\u2192",ArrowUp:"\u2191",ArrowDown:"\u2193"},De=class extends v{constructor(){super(),this.watch(Q)}toggle(){this.dialog.open?this.dialog.close():this.dialog.showModal()}render(){return d`<dialog aria-labelledby="title">
      <h2 id="title">${m.keys.title}</h2>
      <dl>
        ${Q.value.map(({key:e,label:t})=>d`<dt><kbd>${js[e]??e}</kbd></dt><dd>${t}</dd>`)}
      </dl>
      <form method="dialog"><button>${m.close}</button></form>
    </dialog>`}};De.styles=[v.styles,C`
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
    `],u([xe("dialog")],De.prototype,"dialog",2),De=u([_("rc-key-list")],De);var nt=class extends v{constructor(){super(),this.watch(O.shown,O.spoken)}render(){return d`
      <div class="list" role="log" aria-live="polite" aria-label=${m.notices}>
        ${Gt(O.shown.value,({id:e})=>e,e=>this.item(e))}
      </div>
      <p class="visually-hidden" role="status">${O.spoken.value}</p>
    `}item({id:e,kind:t,message:r,remedy:s}){return d`<div class="notice ${t}">
      <div class="grow">
        <p>${r}</p>
        ${s?d`<p class="muted">${s}</p>`:y}
      </div>
      <button class="quiet icon" aria-label=${m.dismiss} @click=${()=>O.dismiss(e)}>
        <rc-icon name="close"></rc-icon>
      </button>
    </div>`}};nt.styles=[v.styles,C`
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
    `],nt=u([_("rc-notices")],nt);var fe=class extends v{constructor(){super();this.isEmpty=!1;this.watch(S.state)}render(){let{value:t}=S.state,r=t.kind!=="signed-out";return d`
      <form class="card" @submit=${this.submit}>
        <h1>${m.name}</h1>
        <p class="muted">${m.signIn.lead}</p>
        <div class="field">
          <label for="token">${m.signIn.token}</label>
          <input id="token" type="password" autocomplete="current-password" autofocus ?disabled=${r} />
        </div>
        <rc-failure .failure=${this.failure()}></rc-failure>
        <button class="primary" ?disabled=${r}>${r?m.signIn.checking:m.signIn.go}</button>
      </form>
    `}failure(){let{value:t}=S.state;return this.isEmpty?{message:m.signIn.empty}:t.kind==="signed-out"?t.failure:void 0}submit(t){t.preventDefault();let r=this.input.value.trim();this.isEmpty=r==="",this.isEmpty||S.signIn(r)}};fe.styles=[v.styles,C`
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
    `],u([He()],fe.prototype,"isEmpty",2),u([xe("input")],fe.prototype,"input",2),fe=u([_("rc-sign-in")],fe);var Ni=["B","kB","MB","GB","TB"];function Ui(i){let e=i,t=0;for(;e>=999.5&&t<Ni.length-1;)e/=1e3,t+=1;return`${t===0||e>=100?Math.round(e):e.toFixed(1)} ${Ni[t]}`}var ve=class extends v{constructor(){super();this.showKeys=()=>{};this.watch(A.list,A.details,U)}render(){return d`<header>
      ${this.picker()}
      ${this.camera===void 0?y:this.facts(this.camera,A.details.value.get(this.camera.id))}
      <span class="grow"></span>
      <button class="quiet icon wide" aria-label=${m.keys.show} title=${m.keys.show} @click=${()=>this.showKeys()}>
        <rc-icon name="key"></rc-icon>
      </button>
      <button class="quiet icon" aria-label=${m.signIn.out} title=${m.signIn.out} @click=${()=>S.signOut()}>
        <rc-icon name="out"></rc-icon>
      </button>
    </header>`}get isAll(){return U.value.view==="camera"&&U.value.rest===me}picker(){let t=A.list.value??[];return t.length===0?d`<strong>${m.name}</strong>`:d`<select aria-label=${m.cameras.pick} @change=${this.pick}>
      ${t.length>1?d`<option value=${me} ?selected=${this.isAll}>${m.cameras.all}</option>`:y}
      ${t.map(({id:r,name:s})=>d`<option value=${r} ?selected=${r===this.camera?.id}>${Ws(t,r,s)}</option>`)}
    </select>`}pick(t){let{value:r}=t.target;location.hash=It(U.value.view==="pictures"&&r!==me?"pictures":"camera",r)}facts(t,r){let s=r?.storage.find(({free_bytes:o})=>o!==void 0),n=r?.battery_percent,{state:a}=t;return d`<span class="state ${a}" title=${t.state_reason??""}>${m.cameras.states[a]}</span>
      <span class="facts">
        ${n===void 0?y:d`<span class="fact"><rc-icon name="battery"></rc-icon>
          <span class="visually-hidden">${m.cameras.battery(n)}</span><span aria-hidden="true">${n} %</span></span>`}
        ${s?.free_bytes===void 0?y:d`<span class="fact wide"><rc-icon name="card"></rc-icon>
          ${m.cameras.space(Ui(s.free_bytes),s.free_images)}</span>`}
        ${r?.lens?d`<span class="fact wide"><rc-icon name="lens"></rc-icon>${r.lens}</span>`:y}
      </span>`}};ve.styles=[v.styles,C`
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
    `],u([x({attribute:!1})],ve.prototype,"camera",2),u([x({attribute:!1})],ve.prototype,"showKeys",2),ve=u([_("rc-top-bar")],ve);function Ws(i,e,t){return i.filter(r=>r.name===t).length>1?`${t} (${e})`:t}var Oe=class extends v{constructor(){super();this.wasLost=!1;this.onKey=t=>{if(t.key==="?"){let r=t.composedPath()[0];r instanceof HTMLElement&&r.matches("input, select, textarea")||this.keyList.toggle();return}di(t)};this.watch(S.state,S.session,A.list,U),S.state.subscribe(()=>this.sayState()),S.start()}connectedCallback(){super.connectedCallback(),addEventListener("keydown",this.onKey)}disconnectedCallback(){super.disconnectedCallback(),removeEventListener("keydown",this.onKey)}render(){return d`${S.session.value===void 0?d`<main><rc-sign-in></rc-sign-in></main>`:this.frame()}
      <rc-notices></rc-notices><rc-key-list></rc-key-list>`}frame(){let{view:t,rest:r}=U.value,s=A.find(r)??(r===void 0||r===me||t==="explorer"?A.list.value?.[0]:void 0);return document.title=`${m.views[t]} \xB7 ${m.name}`,d`<div class="frame">
      <nav aria-label=${m.navigation}>${Lr.map(n=>this.link(n,s?.id))}</nav>
      <rc-top-bar .camera=${s} .showKeys=${()=>this.keyList.toggle()}></rc-top-bar>
      ${S.state.value.kind==="connected"?y:d`<div class="lost" role="status">${m.connection.lost}</div>`}
      <main>${this.view(t,s?.id,r)}</main>
    </div>`}link(t,r){let s=U.value.view===t;return d`<a href=${It(t,t==="camera"||t==="pictures"?r:void 0)} aria-current=${s?"page":y}>
      <rc-icon name=${t}></rc-icon>${m.views[t]}
    </a>`}view(t,r,s){switch(t){case"camera":return s===me?d`<rc-wall></rc-wall>`:this.ofCamera(r,s,d`<rc-camera-view .camera=${r}></rc-camera-view>`);case"pictures":return this.ofCamera(r,s,d`<rc-pictures-view .camera=${r}></rc-pictures-view>`);case"series":return d`<rc-series-view></rc-series-view>`;case"explorer":return d`<rc-explorer-view .method=${s}></rc-explorer-view>`;case"log":return d`<rc-log-view></rc-log-view>`}}ofCamera(t,r,s){return t!==void 0?ci(t,s):A.list.value===void 0?y:r===void 0?d`<rc-empty icon="camera" heading=${m.cameras.none}>
          <p class="muted">${m.cameras.noneLead}</p>
          <p class="muted">${m.cameras.noneVirtual} <code>--virtual 1</code>.</p>
        </rc-empty>`:d`<rc-empty icon="camera" heading=${m.cameras.gone(r)}><p class="muted">${m.cameras.goneLead}</p></rc-empty>`}sayState(){let t=S.state.value.kind==="lost";this.wasLost&&S.state.value.kind==="connected"&&O.tell(m.connection.back,"good"),this.wasLost=t}};Oe.styles=[v.styles,C`
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
    `],u([xe("rc-key-list")],Oe.prototype,"keyList",2),Oe=u([_("rc-app")],Oe);
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
*/
