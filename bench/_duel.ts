import { Contender } from './contender';
import { THREAD_ENVIRONMENT } from './machine';
import { commandOf } from './sides';
import { bundleProgram } from './bundle-program';
const ALL:any = {
 drive:{mode:'train',kind:'segmentation',encoder:'resnet18',size:128,batch:2},
 nih:{mode:'train',kind:'classification',encoder:'resnet18',size:64,batch:32},
 r50:{mode:'train',kind:'classification',encoder:'resnet50',size:224,batch:8},
 unet50:{mode:'train',kind:'segmentation',encoder:'resnet50',size:224,batch:8},
 nihi:{mode:'infer',kind:'classification',encoder:'resnet18',size:64,batch:30},
};
const [names, rounds='25', sides='base,ours,peer'] = process.argv.slice(2);
async function main(){
 await bundleProgram('ours');
 for (const n of names!.split(',')) {
  const c=ALL[n];
  const cmd=(s:string)=>{ if(s==='peer')return commandOf('peer',c); const k=commandOf('ours',c); if(s==='base')k[1]=k[1]!.replace('ours.js','base.js'); return k;};
  const cs = sides.split(',').map(s=>[s,new Contender(cmd(s),THREAD_ENVIRONMENT)] as const);
  for (const [,x] of cs) await x.ready();
  const t:Record<string,number[]>={};
  for(let i=0;i<+rounds+3;i++) for (const [s,x] of cs){const v=await x.step(); if(i>2)(t[s]??=[]).push(v);}
  const m:Record<string,number>={};
  for (const [s,x] of cs){x.kill(); t[s]!.sort((a,b)=>a-b); m[s]=t[s]![t[s]!.length>>1]!;}
  console.log(n, Object.entries(m).map(([s,v])=>`${s} ${v.toFixed(1)}`).join('  '), m.base?`base/ours ${(m.base/m.ours!).toFixed(3)}`:'', m.peer?`peer/ours ${(m.peer/m.ours!).toFixed(3)}`:'');
 }
}
main();
