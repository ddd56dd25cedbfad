/** The channel's first block: who belongs to it, who may do what, how blocks are ordered. One source for every network. */
package org.gridbourse.network.genesis;
