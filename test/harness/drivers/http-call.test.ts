import { expect, test } from 'vitest';
import { shownUrl } from '../../../harness/drivers/http-call.ts';

test.each([
  ['http://svc:S3cretPw@localhost:8080/in', 'http://[redacted]@localhost:8080/in'],
  ['http://localhost:8080/in?key=S3cretPw', 'http://localhost:8080/in?…'],
  ['http://localhost:8080/in', 'http://localhost:8080/in'],
])('%s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
});
