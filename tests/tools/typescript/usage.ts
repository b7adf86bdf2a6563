// How a caller in TypeScript uses the contract. It is compiled, not run: the check is that the types made of
// api-spec/openapi.json let right calls through and refuse wrong ones.
import createClient from "openapi-fetch";
import type { components, operations, paths } from "contract";

type Schemas = components["schemas"];

const client = createClient<paths>({
  baseUrl: "https://accredited-programmes-and-delius-dev.hmpps.service.justice.gov.uk",
  headers: { Authorization: "Bearer token" },
});

// Exhaustive: a new or a lost error code stops the compiler here.
export function isWorthARetry(code: Schemas["ErrorCode"]): boolean {
  switch (code) {
    case "Unavailable":
    case "Internal":
      return true;
    case "NotFound":
    case "ValidationFailure":
    case "InvalidReference":
    case "RuleViolation":
    case "Duplicate":
    case "Conflict":
    case "Unauthorised":
    case "Forbidden":
    case "InconsistentData":
      return false;
  }
}

export async function deliveryUnit(crn: string): Promise<string> {
  const { data, error } = await client.GET("/case/{crn}/personal-details", { params: { path: { crn } } });
  if (error) {
    throw new Error(`${error.status} ${error.message} (${error.request_id})`);
  }
  const middleNames: string | undefined = data.name.middleNames;
  return `${data.name.forename} ${middleNames ?? ""}: ${data.probationDeliveryUnit.description}`;
}

export async function mayView(username: string, crns: string[]): Promise<string[]> {
  const { data } = await client.POST("/user/{username}/access", { params: { path: { username } }, body: crns });
  return (data?.access ?? []).filter((one) => !one.userExcluded && !one.userRestricted).map((one) => one.crn);
}

export async function appointmentsOf(requirement: number): Promise<Schemas["Appointment"][]> {
  const body: Schemas["SearchAppointments"] = { requirementIds: [requirement], licenceConditionIds: ["2600000001"] };
  const { data } = await client.POST("/appointments/search", { body });
  return Object.values(data?.content ?? {}).flat();
}

const session: Schemas["NewAppointment"] = {
  reference: "3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11",
  requirementId: "2500000001",
  licenceConditionId: null,
  date: "2026-09-07",
  startTime: "09:30:00",
  endTime: "12:00:00",
  outcome: null,
  location: { code: "N07CRO1" },
  staff: { code: "N07A001" },
  team: { code: "N07CR1" },
  notes: "Session one",
  sensitive: false,
  type: "PROGRAMME_ATTENDANCE",
};

export async function write(): Promise<number[]> {
  const created = await client.POST("/appointments", { body: { appointments: [session] } });
  // Null removes the place, and the description stays.
  const changed = await client.PUT("/appointments", {
    body: { appointments: [{ ...changes(session), location: null }] },
  });
  const deleted = await client.DELETE("/appointments", {
    body: { appointments: [{ reference: session.reference }] },
  });
  return [created, changed, deleted].map(({ response }) => response.status);
}

function changes({ reference, date, startTime, endTime, staff, team }: Schemas["NewAppointment"]) {
  return { reference, date, startTime, endTime, staff, team, sensitive: true };
}

// The statuses of the three writes.
export const created: keyof operations["create_appointments"]["responses"] = 201;
export const changed: keyof operations["update_appointments"]["responses"] = 204;

// What must not compile.

// @ts-expect-error there is no such path
void client.GET("/case/{crn}/personal-detail", { params: { path: { crn: "X123456" } } });
// @ts-expect-error the CRN is missing
void client.GET("/case/{crn}/registrations", {});
// @ts-expect-error DELETE takes a body
void client.DELETE("/appointments", {});
// @ts-expect-error there is no such kind of appointment
export const unknownKind: Schemas["NewAppointment"] = { ...session, type: "OTHER" };
// @ts-expect-error the reference is demanded
export const withoutReference: Schemas["NewAppointment"] = { ...session, reference: undefined };
// @ts-expect-error a response never holds null
export const nullName: Schemas["Name"] = { forename: "Amara", middleNames: null, surname: "Okafor" };
