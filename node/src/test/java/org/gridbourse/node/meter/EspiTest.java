package org.gridbourse.node.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridbourse.node.meter.Reading.codes;
import static org.gridbourse.node.meter.Reading.periods;

import org.gridbourse.optimizer.InputRefusedException;
import org.junit.jupiter.api.Test;

class EspiTest {
    @Test
    void delivered_in_Wh_and_received_in_mWh_become_import_and_export() {
        MeterReadings readings = Reading.resource("two-ways.espi.xml", ReadOptions.defaults());

        assertThat(readings.meters().get(0).meterId()).isEqualTo("5446AF3F");
        // quality 8 is an estimate; the reading of 00:30 is missing; 10 500 mWh are 10.5 Wh
        assertThat(periods(readings))
                .containsExactly(
                        "00:00 120/0 M",
                        "00:15 130/0 M",
                        "00:45 140/250 M",
                        "01:00 150/300 E",
                        "01:15 160/0 E",
                        "01:30 170/0 M",
                        "01:45 180/11 M");
        assertThat(codes(readings)).containsExactly(FindingCode.GAP, FindingCode.ESTIMATED);
    }

    @Test
    void external_entities_are_refused_and_never_opened() {
        String text = "<?xml version=\"1.0\"?><!DOCTYPE feed [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + "<feed xmlns=\"http://www.w3.org/2005/Atom\">&e;</feed>";

        assertThatThrownBy(() -> Reading.of(text))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void a_feed_without_a_reading_type_states_no_unit_and_is_refused() {
        String text = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content>"
                + "<IntervalBlock xmlns=\"http://naesb.org/espi\"><IntervalReading><value>1</value></IntervalReading>"
                + "</IntervalBlock></content></entry></feed>";

        assertThatThrownBy(() -> Reading.of(text))
                .isInstanceOf(InputRefusedException.class)
                .hasMessageContaining("nothing says the unit");
    }
}
