/** Where the interface lies; its version is part of it. */
export const BASE_PATH = '/api/v1';
