/** A community folder: who takes part, what they forecast, how they behave. Read and checked before anything starts. */
package org.gridbourse.cli.community;
