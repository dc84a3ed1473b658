using System.Net;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Relations;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Relations;

/// <summary>How people are related: said once, seen from both ends, carried by whatever happens to either.</summary>
public sealed class RelationsTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_relation_is_stored_once_and_read_from_both_ends_it_is_changed_ends_goes_and_comes_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ids = await tenant.PeopleAsync(("Odile", "Roy"), ("Lou", "Zola"));
        Assert.Contains("Related to nobody yet.", await tenant.PanelAsync(ids[0]));
        Assert.Contains("Lou Zola", await tenant.Browser.ReadAsync($"/admin/people/{ids[0]}/relations?handler=Find&q=lou"));

        var relation = await tenant.RelateAsync(ids[0], "godmother", ids[1], ("Input.From", "2018-05-01"), ("Input.Note", "At Sarlat"));
        Assert.Contains("Godmother of Lou Zola since 5/1/2018 At Sarlat", await tenant.PanelAsync(ids[0]));
        Assert.Contains("Godchild of Odile Roy since 5/1/2018 At Sarlat", await tenant.PanelAsync(ids[1]));
        Assert.Equal((1, 0), ((await tenant.HeldAsync(ids[0])).Count, (await tenant.HeldAsync(ids[1])).Count));

        // From the other's page: it is the same one.
        var page = $"/admin/people/{ids[1]}/relations/{relation}";
        Assert.Matches("<option( selected=\"selected\"| value=\"godmother:second\"){2}", await tenant.Browser.ReadAsync(page));
        Assert.Equal(HttpStatusCode.Redirect, (await tenant.PostAsync(page, [("Input.Kind", "godmother:second"), ("Input.From", "2018-05-02"), ("Input.Note", "")])).Status);
        Assert.Contains("Godmother of Lou Zola since 5/2/2018", await tenant.PanelAsync(ids[0]));

        Assert.Equal(HttpStatusCode.Redirect, (await tenant.PostAsync(page, [], page + "?handler=End")).Status);
        var today = await tenant.InAsync(services => services.GetRequiredService<Ages.Today>().GetAsync());
        Assert.Equal(today, Assert.Single(await tenant.HeldAsync(ids[0])).To);
        Assert.Contains("class=\"past\"", await tenant.Browser.ReadAsync($"/admin/contacts/{ids[0]}/panels/relations"));

        Assert.Equal(HttpStatusCode.Redirect, (await tenant.PostAsync(page, [], page + "?handler=Remove")).Status);
        Assert.Empty(await tenant.RowsAsync());
        var undo = await tenant.UndoOfAsync($"/admin/people/{ids[1]}");
        Assert.Equal(HttpStatusCode.Redirect, (await tenant.PostAsync($"/admin/people/{ids[1]}", [], undo)).Status);
        Assert.Equal(relation, Assert.Single(await tenant.RowsAsync()).RelationId);
        Assert.Contains("Undone.", await tenant.Browser.ReadAsync($"/admin/people/{ids[1]}"));

        // What was changed again since is not taken back, and says so.
        await tenant.PostAsync(page, [("Input.Kind", "godmother:second"), ("Input.Note", "Later")]);
        await tenant.PostAsync($"/admin/people/{ids[1]}", [], undo.Replace(ids[1], ids[0], StringComparison.Ordinal));
        Assert.Equal("Later", Assert.Single(await tenant.RowsAsync()).Note);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task What_cannot_be_is_refused_by_a_sentence_and_nothing_typed_is_lost(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ids = await tenant.PeopleAsync(("Odile", "Roy"), ("Lou", "Zola"));
        await tenant.RelateAsync(ids[0], "parent", ids[1], ("Input.From", "2018-05-01"), ("Input.To", "2020-05-01"));
        var page = $"/admin/people/{ids[0]}/relations";
        foreach (var (kind, other, from, to, said) in new[]
        {
            ("parent", ids[1], "2019-01-01", "", "The two have this relation at that time already."),
            ("parent:second", ids[1], "", "", "The two have this relation at that time already."),
            ("spouse", ids[0], "", "", "Nobody is related to themselves: choose somebody else."),
            ("spouse", "", "", "", "Choose somebody."),
            ("spouse", "not-there", "", "", "Choose somebody."),
            ("", ids[1], "", "", "Choose what they are to each other."),
            ("cousin", ids[1], "", "", "There is no kind of relation “cousin”."),
            ("spouse", ids[1], "2020-02-02", "2020-02-01", "The last day lies before the first."),
        })
        {
            var (status, shown) = await tenant.PostAsync(page, [("Input.Kind", kind), ("PersonId", other), ("q", "Lou"), ("Input.From", from), ("Input.To", to), ("Input.Note", "Typed before")]);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains(said, shown);
            Assert.Contains("Typed before", shown);
            Assert.Contains("Lou Zola", shown);
        }

        // From the other end it is the same relation, and on the day the one ends the next may begin.
        Assert.Contains("The two have this relation", (await tenant.PostAsync($"/admin/people/{ids[1]}/relations", [("Input.Kind", "parent:second"), ("PersonId", ids[0]), ("Input.From", "2020-04-30")])).Page);
        await tenant.RelateAsync(ids[1], "parent:second", ids[0], ("Input.From", "2020-05-01"));

        // Without script the form finds people too.
        var found = await tenant.PostAsync(page, [("q", "zola"), ("Input.Kind", "spouse"), ("Input.Note", "Typed before")], page + "?handler=Find");
        Assert.Contains($"value=\"{ids[1]}\"", found.Page);
        Assert.Contains("Typed before", found.Page);
        Assert.DoesNotContain("field-error", found.Page);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_merge_carries_relations_without_doubles_and_those_with_oneself_and_undo_puts_all_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ids = await tenant.PeopleAsync(("Achille", "Zyfrenne"), ("Achile", "Zyfrenne"), ("Lou", "Zola"), ("Odile", "Roy"), ("Paul", "Roy"));
        var (kept, gone, lou, odile, paul) = (ids[0], ids[1], ids[2], ids[3], ids[4]);
        await tenant.HoldAsync(kept, To(gone, "sibling"), To(lou, "parent"), To(odile, "neighbour"));
        await tenant.HoldAsync(gone, To(lou, "parent"), To(kept, "spouse"), To(paul, "neighbour"));
        await tenant.HoldAsync(odile, To(gone, "neighbour"), To(gone, "recommended"));
        await tenant.HoldAsync(paul, To(kept, "guardian"), To(gone, "guardian"), To(lou, "spouse"));
        var before = await StateAsync();

        var batch = await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            return await services.GetRequiredService<MergePeople>().MergeAsync(
                (await content.GetAsync(kept, VersionOptions.Latest))!, (await content.GetAsync(gone, VersionOptions.Latest))!, new MergeChoices(new Dictionary<string, MergeSide>(), Households: true), CancellationToken.None);
        });

        Assert.Equal([(lou, "parent"), (odile, "neighbour"), (paul, "neighbour")], await OfAsync(kept));
        Assert.Equal([(kept, "recommended")], await OfAsync(odile));
        Assert.Equal([(kept, "guardian"), (lou, "spouse")], await OfAsync(paul));
        Assert.DoesNotContain(await tenant.RowsAsync(), row => row.FirstId == gone || row.SecondId == gone);

        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null)));
        Assert.Equal(before, await StateAsync());

        static PersonRelation To(string id, string kind) => new() { PersonId = id, Kind = kind };

        async Task<List<(string, string)>> OfAsync(string id) => [.. (await tenant.HeldAsync(id)).Select(one => (one.PersonId, one.Kind))];

        async Task<List<string>> StateAsync() => [.. (await tenant.RowsAsync()).Select(row => $"{row.RelationId} {row.HolderId} {row.FirstId} {row.SecondId} {row.Kind}").Order(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Who_is_in_the_trash_is_on_no_page_and_comes_back_with_the_relations(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ids = await tenant.PeopleAsync(("Odile", "Roy"), ("Lou", "Zola"));
        await tenant.RelateAsync(ids[0], "godmother", ids[1]);
        foreach (var (away, other, name) in new[] { (ids[0], ids[1], "Odile Roy"), (ids[1], ids[0], "Lou Zola") })
        {
            await tenant.PostAsync($"/admin/people/{away}", [], $"/admin/contacts/{away}/delete");
            Assert.DoesNotContain(name, await tenant.PanelAsync(other));
            await tenant.PostAsync($"/admin/people/{other}", [], $"/admin/contacts/{away}/restore");
            Assert.Contains(name, await tenant.PanelAsync(other));
        }
    }

    [Fact]
    public async Task Content_routes_carry_relations_and_refuse_ids_and_kinds_that_are_none()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("Odile", "Roy"), ("Lou", "Zola"));
        var faults = await ValidateAsync(new PersonRelation { PersonId = "not-there", Kind = "spouse" }, new PersonRelation { PersonId = ids[0], Kind = "spouse" }, new PersonRelation { PersonId = ids[1], Kind = "cousin" },
            new PersonRelation { PersonId = ids[1], Kind = "parent", From = new(2020, 1, 2), To = new(2020, 1, 1) }, new PersonRelation { PersonId = ids[1], Kind = "spouse" }, new PersonRelation { PersonId = ids[1], Kind = "spouse" });
        Assert.Equal(
        [
            "PersonPart.Relations[0].PersonId", "PersonPart.Relations[1].PersonId", "PersonPart.Relations[2].Kind", "PersonPart.Relations[3].To", "PersonPart.Relations[4].Kind", "PersonPart.Relations[5].Kind",
        ], faults);
        Assert.Empty(await ValidateAsync(new PersonRelation { PersonId = ids[1], Kind = "spouse" }, new PersonRelation { PersonId = ids[1], Kind = "neighbour" }));

        await tenant.HoldAsync(ids[0], new PersonRelation { PersonId = ids[1], Kind = "spouse" }, new PersonRelation { PersonId = ids[1], Kind = "neighbour" });
        Assert.Equal(2, (await tenant.HeldAsync(ids[0])).Select(one => one.RelationId).Where(id => id.Length > 0).Distinct().Count());

        // What stands there already is nobody's fault when the other one goes, or the kind.
        await tenant.PostAsync($"/admin/people/{ids[0]}", [], $"/admin/contacts/{ids[1]}/delete");
        Assert.Empty(await ValidateAsync());

        Task<List<string>> ValidateAsync(params PersonRelation[] relations) => tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(ids[0], VersionOptions.Latest))!;
            item.Alter<Crm.Contacts.People.PersonPart>(part => part.Relations.AddRange(relations));
            var result = await content.ValidateAsync(item);
            services.GetRequiredService<ISession>().Detach(item);
            return result.Errors.Select(error => error.Path).ToList();
        });
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Nobody_sees_or_changes_relations_to_people_out_of_his_sight(string database)
    {
        var all = await Scopes.OwnAndTeam.OnAsync(database);
        var (anna, bruno, zoe) = (all.At("{anna}"), all.At("{bruno}"), all.At("{zoe}"));
        await all.Tenant.HoldAsync(anna, new PersonRelation { RelationId = "to-zoe", PersonId = zoe, Kind = "spouse" });
        await all.Tenant.HoldAsync(bruno, new PersonRelation { RelationId = "to-anna", PersonId = anna, Kind = "parent" });

        Assert.DoesNotContain("ecrete", await all.Tenant.PanelAsync(anna, all.Anna));
        Assert.Contains("zoe Secrete", await all.Tenant.PanelAsync(anna));
        Assert.Contains("bruno Equipe", await all.Tenant.PanelAsync(anna, all.Bruno));
        using var unseen = await all.Anna.GetAsync($"/admin/people/{anna}/relations/to-zoe");
        Assert.Equal(HttpStatusCode.NotFound, unseen.StatusCode);
        Assert.DoesNotContain("ecrete", await all.Anna.ReadAsync($"/admin/people/{anna}/relations?handler=Find&q=zoe"));
        using var chosen = await all.Anna.SubmitAsync($"/admin/people/{anna}/relations", [new("Input.Kind", "spouse"), new("PersonId", zoe)]);
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
        foreach (var handler in new[] { "", "?handler=End", "?handler=Remove" })
        {
            using var answer = await all.Anna.SubmitAsync("/admin/people", [new("Input.Kind", "spouse")], $"/admin/people/{anna}/relations/to-zoe{handler}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_hidden_name_is_in_no_panel_and_hidden_relations_are_not_there()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("Odile", "Roy"), ("Lou", "Kanarienvogel"));
        var relation = await tenant.RelateAsync(ids[0], "godmother", ids[1]);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Blind", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "blind", "Blind");
        await HideAsync("PersonPart.FamilyName");
        using var blind = await tenant.As("blind");
        foreach (var address in new[] { $"/admin/contacts/{ids[0]}/panels/relations", $"/admin/people/{ids[0]}/relations/{relation}", $"/admin/people/{ids[0]}/relations?handler=Find&q=kanarien" })
        {
            Assert.DoesNotContain("Kanarien", await blind.ReadAsync(address));
        }

        Assert.Contains("(no name)", await tenant.PanelAsync(ids[0], blind));

        await HideAsync("PersonPart.Relations");
        Assert.Contains("Relations are hidden from you.", await tenant.PanelAsync(ids[0], blind));
        foreach (var address in new[] { $"/admin/people/{ids[0]}/relations", $"/admin/people/{ids[0]}/relations/{relation}" })
        {
            using var answer = await blind.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Task HideAsync(string path) => tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = path, Roles = ["Chosen"] });
            await fields.UpdateAsync(rights);
            return true;
        });
    }

    [Fact]
    public async Task Who_left_a_household_or_an_organisation_by_mistake_is_brought_back_by_one_click()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("Odile", "Roy"));
        using var made = await tenant.Browser.SubmitAsync("/admin/households/new", [new("Input.Name", "Famille Roy"), new("Input.Address.Country", "FR")]);
        var page = $"/admin/households/{made.Headers.Location!.OriginalString.Split('/')[^1]}";
        await tenant.PostAsync(page, [("PersonId", ids[0]), ("Role", "adult")], $"{page}/members?handler=Add");
        await tenant.Browser.ReadAsync(page);
        await tenant.PostAsync(page, [("personId", ids[0])], $"{page}/members?handler=Remove");
        await tenant.PostAsync(page, [], await tenant.UndoOfAsync(page));
        Assert.Contains("Odile Roy", await tenant.Browser.ReadAsync(page));
    }
}
