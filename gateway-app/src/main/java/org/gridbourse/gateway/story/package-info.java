/** The day in sentences for people. */
package org.gridbourse.gateway.story;
