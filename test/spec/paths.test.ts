import assert from 'node:assert/strict';
import { Places, parsePaths } from '../../spec/paths';

const environment = { home: '/home/me', warmstartData: '/all', paths: { shenzhen: '/listed' } };
const path = '/specs/a.warmstart.yaml';

describe('Places', () => {
  it('makes paths absolute: from the home folder, else from the spec’s', () => {
    const places = new Places({ path, environment });
    assert.equal(places.resolve('~/x'), '/home/me/x');
    assert.equal(places.resolve('../x'), '/x');
    assert.equal(places.resolve('/x'), '/x');
  });

  it('leaves paths as written while the spec lies nowhere', () => {
    const places = new Places({});
    assert.equal(places.resolve('x'), 'x');
    assert.equal(places.resolve('~/x'), '~/x');
  });

  it('looks for a dataset on the command line, in the spec, in the list, below the data folder, beside the spec', () => {
    const folder = (options: object, written: string | null) =>
      new Places({ path, environment, ...options }).datasetFolder('shenzhen', written);
    assert.equal(folder({ data: { shenzhen: '/given' } }, '/written'), '/given');
    assert.equal(folder({}, '/written'), '/written');
    assert.equal(folder({}, null), '/listed');
    assert.equal(folder({ environment: { home: '/h', warmstartData: '/all' } }, null), '/all/shenzhen');
    assert.equal(folder({ environment: { home: '/h' } }, null), '/specs/shenzhen');
  });

  it('knows a dataset by its other names', () => {
    assert.equal(new Places({ data: { nih: '/n' } }).datasetFolder('chestxray14', null), '/n');
  });

  it('starts a dataset’s own paths at its folder', () => {
    const places = new Places({ path, environment });
    assert.equal(places.below('/d', 'l.csv'), '/d/l.csv');
    assert.equal(places.below('/d', '~/l.csv'), '/home/me/l.csv');
    assert.equal(places.below('/d', '/l.csv'), '/l.csv');
  });
});

describe('parsePaths', () => {
  it('reads a map of folders and leaves out the rest', () => {
    assert.deepEqual(parsePaths('drive: ~/DRIVE\nnumber: 3\nlist: [a]\n'), { drive: '~/DRIVE' });
    assert.deepEqual(parsePaths(': ['), {});
  });
});
