import {
  BUILD,
  call,
  dict,
  EMPTY_DICT,
  EMPTY_LIST,
  EMPTY_TUPLE,
  global,
  MARK,
  NEWOBJ,
  NEWOBJ_EX,
  NONE,
  pickle,
  REDUCE,
  STACK_GLOBAL,
  text,
  tuple,
  u32,
} from './assemble';

const command = text('touch /tmp/executed');

/** Functions that a pickle may ask to be called with a text. */
const FUNCTIONS = [
  'os.system',
  'os.popen',
  'posix.system',
  'nt.system',
  'builtins.eval',
  'builtins.exec',
  'builtins.compile',
  'builtins.open',
  'builtins.getattr',
  'builtins.__import__',
  '__builtin__.eval',
  'subprocess.Popen',
  'subprocess.check_output',
  'runpy.run_path',
  'runpy._run_code',
  'webbrowser.open',
  'importlib.import_module',
  'pickle.loads',
  'marshal.loads',
  'types.FunctionType',
  'types.CodeType',
  'functools.partial',
  'operator.attrgetter',
  'operator.methodcaller',
  'shutil.rmtree',
  'socket.socket',
  'ctypes.CDLL',
  'pty.spawn',
  'pdb.run',
  'timeit.timeit',
  'code.interact',
  'sys.settrace',
  '_codecs.decode',
  'torch.load',
  'torch.hub.load',
  'torch.storage._load_from_bytes',
  'torch.jit.load',
  'numpy.load',
  'numpy.testing._private.utils.runstring',
  'numpy.f2py.crackfortran.getlincoef',
  'pip.main',
  'dill._dill._create_function',
  'dill._dill._create_type',
  'dill._dill._create_code',
  'dill._dill._load_type',
  'cloudpickle.cloudpickle._make_function',
  'collections.OrderedDict.__init__',
  'torch._utils._rebuild_tensor_v2.__globals__',
] as const;

/** Split at the last dot. */
function named(path: string): [module: string, name: string] {
  const dot = path.lastIndexOf('.');
  return [path.slice(0, dot), path.slice(dot + 1)];
}

const system = global('os', 'system');

const dillImport = (module: string) => call('dill._dill', '_import_module', text(module));
const dillAttribute = (module: string, name: string) => call('dill._dill', '_get_attr', dillImport(module), text(name));
const dillTuple = (module: string, name: string) =>
  call('dill._dill', '_create_namedtuple', text(name), tuple(), text(module));

/** Pickles that would do something when Python opened them, each by its trick. */
export const HOSTILE_PICKLES: readonly (readonly [trick: string, pickle: Buffer])[] = [
  ...FUNCTIONS.map((path) => [`a call of ${path}`, pickle(call(...named(path), command))] as const),
  ['a call inside of a state dict', pickle(dict('state_dict', dict('conv1.weight', call('os', 'system', command))))],
  ['a call whose result is dropped', pickle(call('os', 'system', command), Buffer.from('0'), EMPTY_DICT)],
  ['a chain of calls', pickle(call('builtins', 'getattr', system, command), tuple(command), REDUCE)],
  ['a call of what is no name', pickle(text('os.system'), tuple(command), REDUCE)],
  ['a name built on the stack', pickle(text('os'), text('system'), STACK_GLOBAL, tuple(command), REDUCE)],
  ['a dotted name', pickle(text('builtins'), text('dict.__class__.mro'), STACK_GLOBAL, EMPTY_TUPLE, REDUCE)],
  ['a name of protocol 0', Buffer.from("cos\nsystem\n(S'touch x'\ntR.")],
  ['INST', pickle(MARK, command, Buffer.from('ios\nsystem\n'))],
  ['OBJ', pickle(MARK, system, command, Buffer.from('o'))],
  ['NEWOBJ', pickle(global('subprocess', 'Popen'), tuple(command), NEWOBJ)],
  ['NEWOBJ_EX', pickle(global('subprocess', 'Popen'), tuple(command), EMPTY_DICT, NEWOBJ_EX)],
  ['NEWOBJ of a function', pickle(global('torch.hub', 'load'), tuple(command), NEWOBJ)],
  ['a state for a function', pickle(system, dict('__setstate__', command), BUILD)],
  [
    'a state that brings its own __setstate__',
    pickle(call('types', 'SimpleNamespace', command), tuple(system), BUILD, tuple(command), REDUCE),
  ],
  [
    'copyreg',
    pickle(call('copyreg', '_reconstructor', global('os', '_wrap_close'), global('builtins', 'object'), NONE)),
  ],
  ['the extension registry', pickle(Buffer.from([0x82, 1]))],
  ['the extension registry of four bytes', pickle(Buffer.from([0x84]), u32(7))],
  ['a persistent id that is a call', pickle(call('os', 'system', command), Buffer.from('Q'))],
  [
    'a storage whose class is a function',
    pickle(tuple(text('storage'), system, text('0'), text('cpu'), NONE), Buffer.from('Q')),
  ],
  ['a persistent id of text', pickle(Buffer.from('Pos.system\n'))],
  [
    'a tensor rebuilt by a function',
    pickle(
      call('torch._tensor', '_rebuild_from_type_v2', system, global('torch', 'Tensor'), tuple(command), EMPTY_DICT),
    ),
  ],
  [
    'an array made by a function',
    pickle(call('jax._src.array', '_reconstruct_array', system, tuple(command), tuple(), EMPTY_LIST)),
  ],
  ['an import by dill', pickle(dillImport('os'))],
  ['a part of a module that dill may import', pickle(dillAttribute('_codecs', 'decode'))],
  ['a part of an object, by dill', pickle(call('dill._dill', '_get_attr', system, text('__globals__')))],
  ['a named tuple of dill that is a function', pickle(dillTuple('os', 'system'), tuple(command), REDUCE)],
  ['an instance of such a named tuple', pickle(dillTuple('subprocess', 'Popen'), tuple(command), NEWOBJ)],
  [
    'an array that dill makes by a function',
    pickle(call('dill._dill', '_create_array', system, tuple(command), tuple(), NONE)),
  ],
  ['letters that look like others', pickle(call('оs', 'system', command))],
  ['letters that look like others in an allowed name', pickle(call('collections', 'ОrderedDict', command))],
  ['a name with a line break', pickle(text('collections\nos'), text('system'), STACK_GLOBAL, tuple(command), REDUCE)],
  ['buffers outside of the file', pickle(Buffer.from([0x97]))],
];
