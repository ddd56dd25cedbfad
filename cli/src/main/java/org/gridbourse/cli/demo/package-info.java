/** One whole trading day with one command: starts everything, runs the sessions, audits, tells, stops everything. */
package org.gridbourse.cli.demo;
