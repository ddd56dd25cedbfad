/** Work that is done again whenever there may be something to do. */
package org.gridbourse.gateway.work;
