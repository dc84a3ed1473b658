using System.Net;
using Crm.Contacts.Import;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Stages;
using Crm.Contacts.Tests.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Fields;

/// <summary>Income and marital status are nowhere until somebody says what they are needed for; first contact and first sale are computed.</summary>
[Collection(StagesTenant.Clock)]
public sealed class SensitiveFieldsTests
{
    private const string Rule = """{"version":1,"match":"all","of":[{"rule":"person.income","operator":"least","values":{"from":40000}},{"rule":"person.marital","operator":"is","values":{"value":"married"}}]}""";
    private const string Map = """{"source":"old","key":"id","columns":{"family":"FamilyName","income":"Income","status":"MaritalStatus"}}""";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task They_are_nowhere_until_they_have_a_reason_and_gone_again_without_it(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var id = (await tenant.PeopleAsync(("Ada", "Riche"), ("Bea", "Autre")))[0];
        await AssertGoneAsync(tenant, id);

        Assert.Contains("Say it in a few words more.", await (await SwitchAsync(tenant, "why", "")).Content.ReadAsStringAsync());
        using (var on = await SwitchAsync(tenant, "Gifts for couples are chosen by it", "Discounts depend on it by law"))
        {
            Assert.Equal(HttpStatusCode.Redirect, on.StatusCode);
        }

        using (var saved = await tenant.Browser.SubmitAsync($"/admin/people/{id}/edit", [new("Input.GivenName", "Ada"), new("Input.FamilyName", "Riche"), new("Input.MaritalStatus", "married"), new("Input.Income", "52000"), new("Version", "1")]))
        {
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        var page = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/{id}"));
        Assert.Contains("<dd>Married</dd>", page);
        Assert.Contains("<dd>52,000</dd>", page);
        Assert.Equal(["Ada Riche"], await tenant.WalkAsync("/admin/people?where=" + Uri.EscapeDataString(Rule)));
        Assert.Contains("Yearly income", await tenant.Browser.ReadAsync("/admin/people/export?all=true"));
        await tenant.ImportAsync("id,family,income,status\nK1,Fichier,\"41 000,50\",divorced\n"u8.ToArray(), Map);
        Assert.Equal((41001, "divorced"), await tenant.PartAsync<PersonPart>(await tenant.PersonAsync("fichier")) is { } part ? (part.Income, part.MaritalStatus) : default);
        var (_, refused) = await tenant.ImportAsync("id,family,income,status\nK2,Fichier,1,alone\n"u8.ToArray(), Map);
        Assert.Contains("This is not a marital status.", refused);

        using (await SwitchAsync(tenant, "", ""))
        {
        }

        await AssertGoneAsync(tenant, id);
        Assert.Equal(52000, (await tenant.PartAsync<PersonPart>(id))!.Income);
        using (var saved = await tenant.Browser.SubmitAsync($"/admin/people/{id}/edit", [new("Input.GivenName", "Ada"), new("Input.FamilyName", "Riche"), new("Input.MaritalStatus", "single"), new("Input.Income", "1"), new("Version", "2")]))
        {
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        Assert.Equal((52000, "married"), await tenant.PartAsync<PersonPart>(id) is { } kept ? (kept.Income, kept.MaritalStatus) : default);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task First_contact_and_the_day_somebody_became_a_client_follow_from_what_happened(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var id = await tenant.AddAsync("Suivie", "prospect");
        Assert.DoesNotContain("First contact", await tenant.Browser.ReadAsync($"/admin/people/{id}"));
        Assert.DoesNotContain("Client since", await tenant.Browser.ReadAsync($"/admin/people/{id}"));
        foreach (var (kind, day) in new[] { ("call", "2026-05-04"), ("letter", "2019-03-02"), ("note", "2024-01-01") })
        {
            using var recorded = await tenant.Browser.SubmitAsync($"/admin/people/{id}", [new("Record.Kind", kind), new("Record.Text", "Some words"), new("Record.Day", day)], $"/admin/people/{id}?handler=Record");
            Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        }

        await tenant.MoveAsync(id, "client");
        var since = (await tenant.PartAsync<LifeCyclePart>(id))!.Since("client")!.Value;
        await tenant.MoveAsync(id, "dormant");
        await tenant.MoveAsync(id, "client");
        var page = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/{id}"));
        Assert.Contains("<dt>First contact</dt><dd>3/2/2019</dd>", page);
        Assert.Contains($"<dt>Client since</dt><dd>{TimeZoneInfo.ConvertTimeFromUtc(since, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")):M/d/yyyy}</dd>", page);
        foreach (var (rule, listed) in new[]
        {
            ("""{"rule":"stage.client","operator":"last","values":{"count":2,"unit":"days"}}""", 1), ("""{"rule":"stage.client","operator":"earlier","values":{"count":2,"unit":"days"}}""", 0),
            ("""{"rule":"timeline.contact","operator":"first","values":{"kind":"any","count":10,"unit":"years"}}""", 1), ("""{"rule":"timeline.contact","operator":"first","values":{"kind":"any","count":1,"unit":"years"}}""", 0),
            ("""{"rule":"stage.ever","operator":"is","values":{"stage":"dormant"}}""", 1), ("""{"rule":"stage.since","operator":"longer","values":{"count":0}}""", 1), ("""{"rule":"stage.since","operator":"longer","values":{"count":5}}""", 0),
            ("""{"rule":"stage.moved","operator":"last","values":{"stage":"dormant","count":1,"unit":"days"}}""", 1), ("""{"rule":"stage.moved","operator":"last","values":{"stage":"lost","count":1,"unit":"days"}}""", 0),
        })
        {
            Assert.True(listed == (await tenant.WalkAsync("/admin/people?where=" + Uri.EscapeDataString($$"""{"version":1,"match":"all","of":[{{rule}}]}"""))).Count, rule);
        }
    }

    private static Task<HttpResponseMessage> SwitchAsync(ContactsTenant tenant, string status, string income)
        => tenant.Browser.SubmitAsync("/admin/people/fields", [new("Input.MaritalStatus", status), new("Input.Income", income)]);

    private static async Task AssertGoneAsync(ContactsTenant tenant, string id)
    {
        foreach (var address in new[] { $"/admin/people/{id}", $"/admin/people/{id}/edit", "/admin/people/export?all=true", "/admin/people/columns", "/admin/segments/new" })
        {
            var page = await tenant.Browser.ReadAsync(address);
            Assert.True(!page.Contains("income", StringComparison.OrdinalIgnoreCase) && !page.Contains("Marital", StringComparison.Ordinal), address);
        }

        Assert.Empty(await tenant.WalkAsync("/admin/people?where=" + Uri.EscapeDataString(Rule)));
        await tenant.InAsync(async services =>
        {
            var sight = await services.GetRequiredService<ContactSights>().ForAsync(new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new(System.Security.Claims.ClaimTypes.Role, "Administrator")], "test")), ContactTypes.Person);
            Assert.Throws<ImportRefusedException>(() => ImportRights.Check(ImportMap.Parse(Map), sight));
            await Assert.ThrowsAsync<ImportRefusedException>(() => tenant.ImportAsync("id,family,income,status\nK9,Fichier,1,single\n"u8.ToArray(), Map));
            return true;
        });
    }
}
