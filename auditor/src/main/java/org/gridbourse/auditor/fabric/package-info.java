/**
 * The auditor's own reading of Fabric's rules: who somebody is, what policies ask for, what a block and a transaction must
 * satisfy. Written independently of any network's code and pinned to blocks of real peers.
 */
package org.gridbourse.auditor.fabric;
