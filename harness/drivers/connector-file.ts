import type { YamlReading } from '../model/yaml-document.ts';
import { readYaml } from '../model/yaml-document.ts';
import type { ConnectorFile } from './connector-schema.ts';
import { connectorFileSchema } from './connector-schema.ts';

/**
 * Reads the text of a connector file; `file` is its name for the problems.
 * @see design §7 "The connector file"
 */
export function readConnectorFile(text: string, file: string): YamlReading<ConnectorFile> {
  return readYaml(text, connectorFileSchema, file);
}
