import { createRouter, createWebHashHistory, type Router, type RouterHistory } from 'vue-router'

export function createPageRouter(history: RouterHistory = createWebHashHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'start', component: () => import('./views/StartView.vue') },
      { path: '/connect', name: 'connect', component: () => import('./views/ConnectView.vue') },
      { path: '/company', name: 'company', component: () => import('./views/CompanyCardView.vue') },
      { path: '/cases', name: 'cases', component: () => import('./views/CaseListView.vue') },
      { path: '/cases/:caseId', name: 'case', component: () => import('./views/CaseView.vue'), props: true },
      { path: '/cases/:caseId/guide', name: 'guide', component: () => import('./views/GuidedView.vue'), props: true },
      { path: '/flows/:flow/print', name: 'flowPrint', component: () => import('./views/FlowPrintView.vue'), props: true },
      { path: '/flows', name: 'flows', component: () => import('./views/FlowListView.vue') },
      { path: '/flows/:flow', name: 'flowMap', component: () => import('./views/FlowMapView.vue'), props: true },
      { path: '/:rest(.*)*', name: 'notFound', component: () => import('./views/NotFoundView.vue') },
    ],
  })
}
