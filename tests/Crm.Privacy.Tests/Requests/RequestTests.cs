using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Privacy.Requests;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Requests;

/// <summary>The register: who asks for what, by when, what was done.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("2026-01-15", false, "2026-02-15")]
    [InlineData("2026-01-31", false, "2026-02-28")]
    [InlineData("2026-01-31", true, "2026-04-30")]
    [InlineData("2026-12-10", true, "2027-03-10")]
    public void It_is_due_a_month_after_the_day_it_came_and_three_when_it_was_extended(string received, bool isExtended, string due)
    {
        var request = new PrivacyRequest { Received = DateOnly.Parse(received, null), ExtendedUtc = isExtended ? DateTime.UnixEpoch : null, RemindedUtc = DateTime.UnixEpoch };

        request.CountDue();

        Assert.Equal((DateOnly.Parse(due, null), (DateTime?)null), (request.Due, request.RemindedUtc));
    }

    [Theory]
    [InlineData("R-0012", 12L)]
    [InlineData(" r-12 ", 12L)]
    [InlineData("12", null)]
    [InlineData("R-", null)]
    [InlineData("R-x", null)]
    [InlineData(null, null)]
    public void A_number_is_read_as_people_type_it(string? typed, long? id) => Assert.Equal(id, PrivacyRequest.IdOf(typed));

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_request_is_written_down_extended_answered_and_opened_again_and_each_step_is_kept(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        var ada = await tenant.PersonAsync("Ada", "Roux");
        var today = await tenant.InAsync(services => services.GetRequiredService<RequestRegister>().TodayAsync());
        var request = await WriteAsync(tenant, ("Input.PersonId", ada), ("Input.Asked", "access"), ("Input.Channel", "mail"), ("Input.Received", today.AddDays(-10).ToString("O")), ("Input.Proof", "known"));
        var late = await WriteAsync(tenant, ("Input.PersonName", "Bea Brun"), ("Input.Asked", "erasure"), ("Input.Channel", "phone"), ("Input.Received", today.AddDays(-40).ToString("O")));
        var page = $"/admin/privacy/requests/{request}";

        var open = await tenant.Admin.ReadAsync("/admin/privacy/requests");
        Assert.Contains("R-0001", open);
        Assert.Contains("Ada Roux", open);
        Assert.True(open.IndexOf("Bea Brun", StringComparison.Ordinal) < open.IndexOf("Ada Roux", StringComparison.Ordinal), "what is due first stands first");
        var lateOnes = await tenant.Admin.ReadAsync("/admin/privacy/requests?view=late");
        Assert.Contains("Bea Brun", lateOnes);
        Assert.DoesNotContain("Ada Roux", lateOnes);
        Assert.Equal("1 request", await tenant.Admin.ReadAsync("/admin/privacy/requests?handler=Count&view=late"));
        Assert.Contains("R-0001", await tenant.Admin.ReadAsync($"/admin/contacts/{ada}/panels/privacy-requests"));

        Assert.Contains("The first month is over", await ActAsync(tenant, late, "Extend", ("Extension.Reason", "Too much")));
        Assert.Contains("Say why it takes longer", await ActAsync(tenant, request, "Extend", ("Extension.Reason", " ")));
        await ActAsync(tenant, request, "Extend", ("Extension.Reason", "Twenty years of letters"));
        Assert.Contains("already", await ActAsync(tenant, request, "Extend", ("Extension.Reason", "Again")));
        await ActAsync(tenant, request, "Step", ("Step.Note", "Asked for the year"), ("Step.Day", today.AddDays(-1).ToString("O")));
        Assert.Contains("Say what was answered", await ActAsync(tenant, request, "Close", ("Closing.Outcome", "granted"), ("Closing.Answer", "")));
        await ActAsync(tenant, request, "Close", ("Closing.Outcome", "granted"), ("Closing.Answer", "All of it was sent"));
        Assert.Contains("Ada Roux", await tenant.Admin.ReadAsync("/admin/privacy/requests?view=closed"));
        Assert.DoesNotContain("Ada Roux", await tenant.Admin.ReadAsync("/admin/privacy/requests"));
        await ActAsync(tenant, request, "Reopen");

        using var program = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var told = (await program.Http.GetFromJsonAsync<JsonObject>($"api/privacy/requests/{request}"))!;
        Assert.Equal(["received", "extended", "note", "closed", "reopened"], told["steps"]!.AsArray().Select(step => (string)step!["kind"]!));
        Assert.Equal((today.AddDays(-1).ToString("O"), "admin"), ((string?)told["steps"]![2]!["day"], (string?)told["steps"]![2]!["by"]));
        Assert.Equal((today.AddDays(-10).AddMonths(3).ToString("O"), false), ((string?)told["request"]!["due"], (bool)told["request"]!["isClosed"]!));
        Assert.Contains("Twenty years", await tenant.Admin.ReadAsync(page));

        // The second is found to be Ada's too.
        Assert.Equal(HttpStatusCode.OK, (await program.Http.PutAsJsonAsync($"api/privacy/requests/{late}", new { personId = ada, asked = "erasure", channel = "phone", received = today.AddDays(-40) })).StatusCode);
        var all = (await program.Http.GetFromJsonAsync<JsonObject>("api/privacy/requests?take=1"))!;
        Assert.Equal("Ada Roux", (string?)all["items"]![0]!["personName"]);
        Assert.Equal(request, (string?)(await program.Http.GetFromJsonAsync<JsonObject>($"api/privacy/requests?take=1&after={all["next"]}"))!["items"]![0]!["id"]);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_and_who_lacks_the_right_sees_nothing()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        using var program = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        using var vera = await tenant.UserAsync("vera", "ViewContacts", "ExportPersonalData", "ErasePersonalData");
        var ada = await tenant.PersonAsync("Ada", "Roux");

        foreach (var body in (object[])[new { asked = "access" }, new { personName = "Bea", asked = "everything" }, new { personName = "Bea", channel = "pigeon" }, new { personName = "Bea", proof = "a copy" }, new { personName = "Bea", received = "2999-01-01" }, new { personId = "nobody" }, new { personName = "Bea", owner = "nobody" }])
        {
            using var refused = await program.Http.PostAsJsonAsync("api/privacy/requests", body);
            Assert.True(refused.StatusCode == HttpStatusCode.BadRequest, body.ToString());
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await vera.GetAsync("/admin/privacy/requests")).StatusCode);
        Assert.DoesNotContain("privacy-requests", await vera.ReadAsync($"/admin/people/{ada}"));
        Assert.Equal(HttpStatusCode.NotFound, (await tenant.Admin.GetAsync("/admin/privacy/requests/nothing")).StatusCode);
    }

    [Fact]
    public async Task Who_may_not_see_a_person_learns_no_name_from_the_register()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var ada = await tenant.PersonAsync("Ada", "Roux");
        var request = await WriteAsync(tenant, ("Input.PersonId", ada), ("Input.Asked", "access"), ("Input.Channel", "mail"));
        using var olga = await tenant.UserAsync("olga", "ViewOwnContacts", "ManagePrivacyRequests");

        foreach (var page in (string[])["/admin/privacy/requests", $"/admin/privacy/requests/{request}", $"/admin/privacy/requests/{request}/edit"])
        {
            var seen = await olga.ReadAsync(page);
            Assert.Contains("whom you do not see", seen);
            Assert.DoesNotContain("Roux", seen);
        }

        Assert.Equal("", (string?)JsonNode.Parse(await olga.ReadAsync($"/api/privacy/requests/{request}"))!["request"]!["personId"]);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Export_and_erasure_done_from_a_request_are_steps_of_it_and_it_stays_without_the_person(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        var (ada, bea) = (await tenant.PersonAsync("Ada", "Roux"), await tenant.PersonAsync("Bea", "Brun"));
        var request = await WriteAsync(tenant, ("Input.PersonId", ada), ("Input.Asked", "erasure"), ("Input.Channel", "mail"));
        var page = await tenant.Admin.ReadAsync($"/admin/privacy/requests/{request}");
        Assert.Contains($"/admin/people/{ada}/personal-data?number=R-0001", page);
        Assert.Contains($"/admin/people/{ada}/erase?number=R-0001", page);
        Assert.Contains("value=\"R-0001\"", await tenant.Admin.ReadAsync($"/admin/people/{ada}/personal-data?number=R-0001"));
        Assert.Contains("value=\"R-0001\"", await tenant.Admin.ReadAsync($"/admin/people/{ada}/erase?number=R-0001"));

        using (var mistaken = await tenant.Admin.SubmitAsync($"/admin/people/{bea}/personal-data", [new("Number", "R-0001")]))
        {
            Assert.Contains("somebody else", await mistaken.Content.ReadAsStringAsync());
        }

        using (var mistaken = await tenant.Admin.SubmitAsync($"/admin/people/{bea}/erase", [new("Input.Name", "Bea Brun"), new("Input.Request", "R-1")], $"/admin/people/{bea}/erase?handler=Ask"))
        {
            Assert.Contains("somebody else", await mistaken.Content.ReadAsStringAsync());
        }

        using (var file = await tenant.Admin.SubmitAsync($"/admin/people/{ada}/personal-data", [new("Number", "R-0001")]))
        {
            Assert.Equal("application/zip", file.Content.Headers.ContentType!.MediaType);
        }

        Assert.Contains("admin R-0001", await tenant.Admin.ReadAsync($"/admin/people/{ada}/personal-data"));
        await tenant.EraseAsync(ada, "Ada Roux", "R-0001");

        using var program = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var told = (await program.Http.GetFromJsonAsync<JsonObject>($"api/privacy/requests/{request}"))!;
        Assert.Equal(["received", "handed-out", "erased"], told["steps"]!.AsArray().Select(step => (string)step!["kind"]!));
        Assert.Equal(("", ""), ((string?)told["request"]!["personId"], (string?)told["request"]!["personName"]));
        Assert.NotNull(told["request"]!["erasedUtc"]);
        Assert.Contains("R-0001", await tenant.Admin.ReadAsync("/admin/privacy/erasures"));
        await ActAsync(tenant, request, "Close", ("Closing.Outcome", "granted"), ("Closing.Answer", "Erased"));
        Assert.Contains("erased", await tenant.Admin.ReadAsync("/admin/privacy/requests?view=closed"));
    }

    [Fact]
    public async Task A_request_follows_its_person_into_a_merge()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var (kept, gone) = (await tenant.PersonAsync("Ada", "Roux"), await tenant.PersonAsync("Adah", "Rouks", item => item.Alter<PersonPart>(person => person.Function = "Soprano")));
        var request = await WriteAsync(tenant, ("Input.PersonId", gone), ("Input.Asked", "access"), ("Input.Channel", "mail"));

        await tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await services.GetRequiredService<MergePeople>().MergeAsync(
                (await content.GetAsync(kept, VersionOptions.Latest))!, (await content.GetAsync(gone, VersionOptions.Latest))!, new MergeChoices(new Dictionary<string, MergeSide>(), Households: true), CancellationToken.None);
        });

        Assert.Contains($"/admin/people/{kept}", await tenant.Admin.ReadAsync($"/admin/privacy/requests/{request}"));
        Assert.Contains("R-0001", await tenant.Admin.ReadAsync($"/admin/contacts/{kept}/panels/privacy-requests"));
    }

    internal static async Task<string> WriteAsync(PrivacyTenant tenant, params (string Name, string Value)[] fields)
    {
        using var answer = await tenant.Admin.SubmitAsync("/admin/privacy/requests/new", Pairs(fields));
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private static async Task<string> ActAsync(PrivacyTenant tenant, string request, string handler, params (string Name, string Value)[] fields)
    {
        var page = $"/admin/privacy/requests/{request}";
        using var answer = await tenant.Admin.SubmitAsync(page, Pairs(fields), $"{page}?handler={handler}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs((string Name, string Value)[] fields) => fields.Select(field => KeyValuePair.Create(field.Name, field.Value));
}
