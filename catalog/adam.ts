import { type AdamValues, type Recipe, stated } from './recipe';

/** What Adam is where a job says nothing else. */
export const USUAL_ADAM: AdamValues = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };

/** The same as part of a recipe. */
export const ADAM: Pick<Recipe, keyof AdamValues> = {
  beta1: stated(USUAL_ADAM.beta1, 'Adam’s default in PyTorch and in Kingma and Ba’s paper.'),
  beta2: stated(USUAL_ADAM.beta2, 'Adam’s default in PyTorch and in Kingma and Ba’s paper.'),
  epsilon: stated(USUAL_ADAM.epsilon, 'Adam’s default in PyTorch and in Kingma and Ba’s paper.'),
  weightDecay: stated(USUAL_ADAM.weightDecay, 'No weight decay, which is PyTorch’s default.'),
};
