import { RandomStream } from '../../random';
import { drawChest } from './chest';
import type { PhantomDrawing } from './drawing';
import { drawRetina } from './retina';

const FINDINGS = ['cardiomegaly', 'consolidation', 'exudates', 'haemorrhages', 'tortuosity'] as const;
const OF_THE_CHEST = 2;

/** Images a patient has. */
const VISITS = 2;

/**
 * A clinic's archive: every other patient has chest X-rays, the rest fundus photographs, two each, with the same findings at both visits.
 * None of the findings is one of the X-ray target's.
 */
export const clinicPhantom: PhantomDrawing = {
  columns: ['patient', ...FINDINGS],
  labelColumns: FINDINGS,
  groupBy: 'patient',
  draw(seed, index, size) {
    const patient = Math.floor(index / VISITS);
    const chest = patient % 2 === 0;
    const history = new RandomStream(seed, 'clinic', patient);
    const strengths = FINDINGS.map((_, finding) => {
      const [there, strength] = [history.uniform() < 0.4, history.uniform(0.4, 1)];
      return there && finding < OF_THE_CHEST === chest ? strength : undefined;
    });
    const [cardiomegaly, consolidation, exudates, haemorrhages, tortuosity] = strengths;
    const visit = new RandomStream(seed, 'clinic visit', index);
    const pixels = chest
      ? drawChest(visit, size, { ...(cardiomegaly && { cardiomegaly }), ...(consolidation && { consolidation }) })
      : drawRetina(visit, size, {
          ...(exudates && { exudates }),
          ...(haemorrhages && { haemorrhages }),
          tortuosity: tortuosity ?? visit.uniform(0, 0.15),
        }).pixels;
    const cells = strengths.map((strength) => (strength === undefined ? '0' : '1'));
    return { pixels, mask: null, cells: [`P${String(patient).padStart(4, '0')}`, ...cells] };
  },
};
