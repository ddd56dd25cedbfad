/** What all of the REST interface has in common: decimals as text, problems, the instance's own page. */
package org.gridbourse.gateway.web;
