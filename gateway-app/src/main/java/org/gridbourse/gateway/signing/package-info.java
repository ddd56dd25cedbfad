/** People who hold their own key: their certificates, and transactions that they sign themselves. */
package org.gridbourse.gateway.signing;
