import { AdminPage } from '../admin/admin-page.ts';

/** The archivist's page at `/admin`; no reader's page loads it. */
const root = document.getElementById('dl-admin');
if (root) new AdminPage(root);
