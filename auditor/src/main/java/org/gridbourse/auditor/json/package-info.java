/** JSON that anybody may have written, read without a word against it. */
package org.gridbourse.auditor.json;
