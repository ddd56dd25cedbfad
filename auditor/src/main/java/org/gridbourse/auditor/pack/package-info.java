/** The pack for one participant: what concerns it, with the chain of headers that binds it to the ledger. */
package org.gridbourse.auditor.pack;
