package org.gridbourse.gateway.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The addresses of the pages for people: they are one document, whose scripts read the REST interface. */
@Configuration(proxyBeanMethods = false)
class Pages implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry pages) {
        for (String page : new String[] {
            "/session",
            "/bill",
            "/participant",
            "/login",
            "/join",
            "/mine",
            "/mine/day",
            "/mine/orders",
            "/mine/trades",
            "/mine/bill",
            "/mine/credit",
            "/mine/meter",
            "/mine/key",
            "/mine/login",
            "/mine/people",
            "/mine/log",
            "/mine/desk",
            "/mine/calendar",
            "/mine/gaps",
            "/mine/watch"
        }) {
            pages.addViewController(page).setViewName("forward:/index.html");
        }
    }
}
