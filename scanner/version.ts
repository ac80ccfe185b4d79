/** Version of the collectors. Part of a job's key: raising it makes samples scanned again. */
export const engineVersion = '0.1.0';
