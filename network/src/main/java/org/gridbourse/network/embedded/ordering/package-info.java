/** Putting transactions in order: admission, batches, blocks. */
package org.gridbourse.network.embedded.ordering;
