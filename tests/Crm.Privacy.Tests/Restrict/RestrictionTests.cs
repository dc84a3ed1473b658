using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.PersonalData;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Restrict;

/// <summary>While a restriction stands, a person's data is kept, shown and corrected, and used for nothing else.</summary>
public sealed class RestrictionTests
{
    private const string Mark = "is restricted since";

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task It_is_set_and_lifted_with_reason_and_request_and_keeps_its_past(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        var (ada, bea) = (await tenant.PersonAsync("Ada", "Roux"), await tenant.PersonAsync("Bea", "Brun"));
        var request = await Requests.RequestTests.WriteAsync(tenant, ("Input.PersonId", ada), ("Input.Asked", "restriction"), ("Input.Channel", "mail"));
        var page = $"/admin/people/{ada}/restriction";
        Assert.Contains($"{page}?number=R-0001", await tenant.Admin.ReadAsync($"/admin/privacy/requests/{request}"));

        Assert.Contains("Say why", await ActAsync(tenant, ada, "Set", "", ""));
        Assert.Contains("somebody else", await ActAsync(tenant, bea, "Set", "A mistake", "R-0001"));
        await ActAsync(tenant, ada, "Set", "The birth date is disputed", "R-0001");
        Assert.Contains("restricted already", await ActAsync(tenant, ada, "Set", "Again", ""));

        Assert.Contains(Mark, await tenant.Admin.ReadAsync($"/admin/people/{ada}"));
        Assert.DoesNotContain(Mark, await tenant.Admin.ReadAsync($"/admin/people/{bea}"));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(await tenant.Admin.ReadAsync("/admin/people"), ">restricted</span>"));
        Assert.NotNull(await WhyNotAsync(tenant, ada, DataUse.Send));
        Assert.Null(await WhyNotAsync(tenant, bea, DataUse.Send));

        using var program = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        Assert.Equal(HttpStatusCode.NoContent, (await program.Http.PostAsJsonAsync($"api/privacy/people/{ada}/restriction/lift", new { reason = "It was right" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await program.Http.PostAsJsonAsync($"api/privacy/people/{ada}/restriction/lift", new { reason = "Twice" })).StatusCode);
        var told = (await program.Http.GetFromJsonAsync<JsonObject>($"api/privacy/people/{ada}/restriction"))!;
        Assert.False((bool)told["isRestricted"]!);
        Assert.Equal(("The birth date is disputed", "R-0001", "It was right", "admin"), ((string?)told["past"]![0]!["reason"], (string?)told["past"]![0]!["request"], (string?)told["past"]![0]!["liftReason"], (string?)told["past"]![0]!["liftedByName"]));
        Assert.DoesNotContain(Mark, await tenant.Admin.ReadAsync($"/admin/people/{ada}"));
        Assert.Equal(["received", "restricted"], (await program.Http.GetFromJsonAsync<JsonObject>($"api/privacy/requests/{request}"))!["steps"]!.AsArray().Select(step => (string)step!["kind"]!));
    }

    [Fact]
    public async Task While_it_stands_the_person_is_in_no_file_and_in_no_bulk_change_but_can_be_corrected()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var (ada, bea) = (await tenant.PersonAsync("Ada", "Roux"), await tenant.PersonAsync("Bea", "Brun"));
        await tenant.ChangeAsync(bea, item => item.Alter<PersonPart>(person => person.Relations.Add(new Contacts.Relations.PersonRelation { PersonId = ada, Kind = "neighbour" })));
        await ActAsync(tenant, ada, "Set", "Disputed", "");

        using (var file = await tenant.Admin.SubmitAsync("/admin/people/export", [new("all", "true"), new("Kind", "Csv"), new("Columns", "FamilyName"), new("Columns", "Relation.neighbour")]))
        {
            var text = await file.Content.ReadAsStringAsync();
            Assert.Contains("Brun", text);
            Assert.DoesNotContain("Roux", text);
        }

        Assert.Contains("1 left out", await tenant.Admin.ReadAsync("/admin/people/exports"));
        using (var chosen = await tenant.Admin.SubmitAsync($"/admin/people/export?ids={ada}", [new("ids", ada), new("Kind", "Csv"), new("Columns", "FamilyName")]))
        {
            Assert.DoesNotContain("Roux", await chosen.Content.ReadAsStringAsync());
        }

        using (var begun = await tenant.Admin.SubmitAsync("/admin/people/bulk?act=Stage&all=true", [new("act", "Stage"), new("all", "true"), new("value", "client")], "/admin/people/bulk"))
        {
            await tenant.SettleAsync();
            Assert.Contains("is restricted", await tenant.Admin.ReadAsync(begun.Headers.Location!.ToString()));
        }

        Assert.Equal(("", "client"), (await StageAsync(tenant, ada), await StageAsync(tenant, bea)));
        await tenant.ChangeAsync(ada, item => item.Alter<PersonPart>(person => person.GivenName = "Adah"));
        Assert.Contains("Adah Roux", await tenant.Admin.ReadAsync($"/admin/people/{ada}"));
    }

    [Fact]
    public async Task A_merge_is_asked_for_once_more_and_either_ones_restriction_restricts_both_until_it_is_taken_back()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var (kept, gone) = (await tenant.PersonAsync("Ada", "Roux"), await tenant.PersonAsync("Adah", "Roux", item => item.Alter<PersonPart>(person => person.Function = "Soprano")));
        await ActAsync(tenant, gone, "Set", "Disputed", "");
        var page = $"/admin/people/merge?keep={kept}&gone={gone}";
        KeyValuePair<string, string>[] two = [new("Keep", kept), new("Gone", gone)];

        Assert.Contains("Is it meant?", await tenant.Admin.ReadAsync(page));
        using (var asked = await tenant.Admin.SubmitAsync(page, two, "/admin/people/merge?handler=Merge"))
        {
            Assert.Contains("Is it meant?", await asked.Content.ReadAsStringAsync());
        }

        using (var done = await tenant.Admin.SubmitAsync(page, [.. two, new("Sure", "true")], "/admin/people/merge?handler=Merge"))
        {
            Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        }

        Assert.Contains(Mark, await tenant.Admin.ReadAsync($"/admin/people/{kept}"));
        var batch = await tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAllVersionsAsync(gone)).Single().As<MergedIntoPart>()!.BatchId);
        await tenant.DoAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null));
        Assert.DoesNotContain(Mark, await tenant.Admin.ReadAsync($"/admin/people/{kept}"));
        Assert.Contains(Mark, await tenant.Admin.ReadAsync($"/admin/people/{gone}"));
    }

    [Fact]
    public async Task Who_lacks_the_right_sees_the_mark_and_can_neither_set_nor_lift_it()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var ada = await tenant.PersonAsync("Ada", "Roux");
        await ActAsync(tenant, ada, "Set", "Disputed", "");
        using var vera = await tenant.UserAsync("vera", "ViewContacts", "EditContacts");
        using var olga = await tenant.UserAsync("olga", "ViewOwnContacts", "RestrictPersonalData");

        Assert.Contains(Mark, await vera.ReadAsync($"/admin/people/{ada}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await vera.GetAsync($"/admin/people/{ada}/restriction")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync($"/admin/people/{ada}/restriction")).StatusCode);
    }

    private static async Task<string> ActAsync(PrivacyTenant tenant, string person, string handler, string reason, string request)
    {
        var page = $"/admin/people/{person}/restriction";
        using var answer = await tenant.Admin.SubmitAsync(page, [new("Input.Reason", reason), new("Input.Request", request)], $"{page}?handler={handler}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static Task<string?> WhyNotAsync(PrivacyTenant tenant, string person, DataUse use) => tenant.InAsync(services => services.GetRequiredService<DataUses>().WhyNotAsync(person, use, CancellationToken.None));

    private static Task<string> StageAsync(PrivacyTenant tenant, string person)
        => tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(person, VersionOptions.Latest))!.As<PersonPart>()!.Stage);
}
