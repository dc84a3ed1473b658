using System.Net;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Duplicates;

/// <summary>Pairs judged, merged and parted by a program.</summary>
public sealed class DuplicatesOverApiTests
{
    private const string Pairs = "/api/contacts/duplicates";

    [Fact]
    public async Task A_pair_is_told_with_its_reasons_settled_and_opened_again_and_not_for_who_does_not_see_both()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (one, other) = await TwoAsync(tenant);
        await SweepTests.FollowAsync(tenant);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "ViewOwnContacts", "EditOwnContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "anna", "Own");
        using var program = await tenant.ProgramAsync();
        using var anna = await tenant.ProgramAsync("anna");

        var pair = Assert.Single((await program.ReadJsonAsync(Pairs))["items"]!.AsArray())!;
        Assert.Equal(new[] { one, other }.Order(), new[] { pair["one"]!["contentItemId"]!.ToString(), pair["other"]!["contentItemId"]!.ToString() }.Order());
        Assert.Contains("same e-mail", pair["reasons"]!.AsArray().Select(reason => reason!.ToString()));
        Assert.InRange((int)pair["percent"]!, 50, 99);
        Assert.Empty((await anna.ReadJsonAsync(Pairs))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await anna.PostJsonAsync(Pairs + "/not", new { one, other })).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await program.PostJsonAsync(Pairs + "/not", new { one, other })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostJsonAsync(Pairs + "/not", new { one, other })).Status);
        Assert.Empty((await program.ReadJsonAsync(Pairs))["items"]!.AsArray());

        Assert.Equal(HttpStatusCode.NotFound, (await anna.PostJsonAsync(Pairs + "/open", new { one, other })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await program.PostJsonAsync(Pairs + "/open", new { one = other, other = one })).Status);
        Assert.Single((await program.ReadJsonAsync(Pairs))["items"]!.AsArray());
    }

    [Fact]
    public async Task Two_are_previewed_merged_and_parted_and_later_changes_are_asked_about()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (keep, gone) = await TwoAsync(tenant, "two@exemple.fr");
        await ChangeAsync(tenant, gone, person => person.Function = "Soprano");
        using var program = await tenant.ProgramAsync();
        var body = new { other = gone, members = new Dictionary<string, string> { ["PersonPart.GivenName"] = "other", ["ContactPointsPart.Emails"] = "survivor" }, households = true };

        var (_, preview) = await program.PostJsonAsync($"/api/contacts/people/{keep}/merge?preview=true", body);
        Assert.Equal(("Achile Zyfrenne", null), (preview!["resultName"]!.ToString(), preview["doubt"]?.ToString()));
        var given = preview["members"]!.AsArray().Single(member => member!["path"]!.ToString() == "PersonPart.GivenName")!;
        Assert.Equal(("Achille", "Achile", "Achile", "other"), (given["keep"]!.ToString(), given["gone"]!.ToString(), given["result"]!.ToString(), given["side"]!.ToString()));
        Assert.Equal(("Achille", "Achile"), (await GivenAsync(tenant, keep), await GivenAsync(tenant, gone)));

        var (_, merged) = await program.PostJsonAsync($"/api/contacts/people/{keep}/merge", body);
        Assert.Equal((keep, "Achile Zyfrenne"), (merged!["contentItemId"]!.ToString(), merged["displayText"]!.ToString()));
        Assert.Null(await GivenAsync(tenant, gone));
        await ChangeAsync(tenant, keep, person => person.Function = "Tenor");

        var undo = $"/api/contacts/merges/{merged["batchId"]}/undo";
        var (status, problem) = await program.PostJsonAsync(undo);
        Assert.Equal((HttpStatusCode.Conflict, "PersonPart.Function"), (status, problem!["members"]![0]!["path"]!.ToString()));
        Assert.Null(await GivenAsync(tenant, gone));

        Assert.Equal(HttpStatusCode.NoContent, (await program.PostJsonAsync(undo + "?keepLater=true")).Status);
        Assert.Equal(("Achille", "Achile"), (await GivenAsync(tenant, keep), await GivenAsync(tenant, gone)));
        Assert.Equal("Tenor", await tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(keep))!.As<PersonPart>()!.Function));
    }

    [Fact]
    public async Task A_merge_is_refused_for_people_out_of_sight_for_unknown_members_and_for_hidden_ones()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (keep, gone) = await TwoAsync(tenant);
        await ChangeAsync(tenant, gone, person => person.Function = "Soprano");
        await tenant.HideAsync((ContactTypes.Person, "PersonPart.Function"));
        await tenant.Host.AddRoleAsync(tenant.Settings, "OwnMerging", "MergeOwnContacts");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Merging", "MergeContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "owen", "OwnMerging");
        await tenant.Host.AddUserAsync(tenant.Settings, "mona", "Merging");
        using var owen = await tenant.ProgramAsync("owen");
        using var mona = await tenant.ProgramAsync("mona");
        var address = $"/api/contacts/people/{keep}/merge";

        Assert.Equal(HttpStatusCode.NotFound, (await owen.PostJsonAsync(address, new { other = gone })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mona.PostJsonAsync(address, new { other = keep })).Status);
        foreach (var (path, side) in new[] { ("PersonPart.Shoe", "other"), ("PersonPart.Function", "other"), ("PersonPart.GivenName", "both"), ("PersonPart.GivenName", "7") })
        {
            var (status, problem) = await mona.PostJsonAsync(address, new { other = gone, members = new Dictionary<string, string> { [path] = side } });
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.NotNull(problem!["errors"]!["members." + path]);
        }

        Assert.DoesNotContain("Soprano", (await mona.PostJsonAsync(address + "?preview=true", new { other = gone })).Body!.ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, (await mona.PostJsonAsync("/api/contacts/merges/never/undo")).Status);
    }

    private static async Task<(string One, string Other)> TwoAsync(ContactsTenant tenant, string email = "a.zyfrenne@exemple.fr")
        => (await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr"), await SweepTests.AddAsync(tenant, "Achile", "Zyfrenne", email));

    private static Task<bool> ChangeAsync(ContactsTenant tenant, string id, Action<PersonPart> change) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(id, VersionOptions.Latest))!;
        item.Alter(change);
        await content.UpdateAsync(item);
        return true;
    });

    private static Task<string?> GivenAsync(ContactsTenant tenant, string id)
        => tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(id))?.As<PersonPart>()?.GivenName);
}
