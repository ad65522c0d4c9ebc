import { z } from 'zod';

const ENVIRONMENT_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const HOUR_MS = 3_600_000;

/** A program and its arguments, started without a shell. */
export const argv = z.array(z.string().min(1)).min(1).max(256);

/** A time of at most one hour, in ms. */
export const milliseconds = z.number().int().min(0).max(HOUR_MS);

/** Name of an environment variable. */
export const variableName = z.string().regex(ENVIRONMENT_NAME);

/** Variables with their values. */
export const variables = z.record(variableName, z.string());

/** A text in which `<%= … %>` is filled in; see docs/connector-file.md. */
export const template = z.string().min(1).max(4_096);

/** What `<%= … %>` is escaped for, so that no value can break out of its place. */
export const format = z.enum(['json', 'xml', 'csv', 'text']);
