// In CI each property is tried with the same values every time: what lands there is no lottery. Everywhere else the
// values are new in each run, and a failure prints the seed that repeats it.
import fc from 'fast-check';

const CI_SEED = 9846;

if (process.env.CI === 'true') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: CI_SEED });
