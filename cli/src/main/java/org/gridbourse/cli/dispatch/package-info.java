/** {@code gridbourse dispatch}: plans one microgrid's day. */
package org.gridbourse.cli.dispatch;
