// Page audience: the health of the sign-ins.

import type { healthRequests } from '../messages/health-protocol';
import type { HealthService } from './health-service';
import type { PageRoutes } from './router';

export const healthRoutes = (health: HealthService): Pick<PageRoutes, keyof typeof healthRequests> => ({
  'health/read': () => health.read(),
  'health/ignore': ({ id, issue, ignored }) => health.ignore(id, issue, ignored),
});
