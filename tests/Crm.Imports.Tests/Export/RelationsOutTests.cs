using System.Net;
using System.Text;
using System.Text.Json;
using Crm.Contacts.Export;
using Crm.Contacts.Import;
using Crm.Contacts.People;
using Crm.Contacts.Relations;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Export;

/// <summary>Relations between people, taken out in a file from both ends and read back.</summary>
public sealed class RelationsOutTests
{
    private const string All = "columns=Id,GivenName,FamilyName,Relation.godmother:first,Relation.godmother:second,Relation.parent:first,Relation.parent:second,Relation.neighbour";

    [Theory]
    [InlineData("Sqlite", "csv", "fr")]
    [InlineData("Sqlite", "xlsx", "en")]
    [InlineData("Postgres", "csv", "en")]
    public async Task Relations_go_out_from_both_ends_and_come_back_unchanged_and_equal_into_an_empty_tenant(string database, string format, string language)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.InFrenchAsync();
        await RelatedAsync(tenant);
        var said = await SaidAsync(tenant);
        Assert.Equal(5, said.Count);
        var file = await ExportAsync(tenant, $"{All}&format={format}", language);

        var report = await tenant.InAsync(services => services.GetRequiredService<ImportPeople>().RunAsync(new MemoryStream(file), null, new RefusedRows(new StringWriter()), CancellationToken.None));
        Assert.Empty(report.Rows.Select(row => $"{row.Line} {row.Column} {row.Value}: {row.Reason}"));
        Assert.Equal((4, 0, 4), (report.Read, report.Updated, report.Unchanged));

        // Elsewhere the ids are keys of another system.
        await using var empty = await ContactsTenant.StartAsync(database);
        await empty.InFrenchAsync();
        var (brought, _) = await empty.ImportAsync(file, await MapAsync(empty, file));
        Assert.Empty(brought.Rows.Select(row => $"{row.Line} {row.Column} {row.Value}: {row.Reason}"));
        Assert.Equal((4, 0), (brought.Created, brought.RelationsLeft));
        Assert.Equal(said, await SaidAsync(empty));
    }

    [Fact]
    public async Task A_day_and_a_note_that_are_changed_in_the_file_change_and_a_note_that_is_too_long_is_refused()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await RelatedAsync(tenant);
        var text = Encoding.UTF8.GetString(await ExportAsync(tenant, All, "en"));
        Assert.Contains("Bea Roux [", text);
        var report = await ReadAsync(tenant, text.Replace("2001-05-06 |  | Marraine", "2001-05-06 | 2020-01-01 | Marraine \\| aimée", StringComparison.Ordinal));
        Assert.Equal((1, 3, 0), (report.Updated, report.Unchanged, report.Refused));
        Assert.Contains("Bea Roux godmother Ada Roux 2001-05-06–2020-01-01 Marraine | aimée; \\ \"dite\"", await SaidAsync(tenant));

        var refused = await ReadAsync(tenant, text.Replace("Marraine", new string('x', 501), StringComparison.Ordinal));
        Assert.Contains(refused.Rows, row => row.Reason == RelationTargetsNote);
    }

    [Fact]
    public async Task Only_kinds_that_somebody_has_are_offered_and_a_program_may_ask_for_each()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await RelatedAsync(tenant);
        var form = await tenant.Browser.ReadAsync("/admin/people/export");
        Assert.Contains("value=\"Relation.godmother:second\"", form);
        Assert.DoesNotContain("Relation.godfather", form);
        Assert.DoesNotContain("Godfather", Encoding.UTF8.GetString(await ExportAsync(tenant, "", "en")));
        Assert.StartsWith("Id,Relation: Godfather of (Godchild of)", Encoding.UTF8.GetString(await ExportAsync(tenant, "columns=Id,Relation.godfather:first", "en")).TrimStart('\uFEFF'));
    }

    [Fact]
    public async Task Whom_the_reader_does_not_see_is_not_named_and_where_relations_are_hidden_there_is_no_column()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await RelatedAsync(tenant);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Seller", "ViewOwnContacts", "ExportContacts");
        var seller = await tenant.Host.AddUserAsync(tenant.Settings, "seller", "Seller");
        await tenant.InAsync(async services =>
        {
            var (session, content) = (services.GetRequiredService<ISession>(), services.GetRequiredService<IContentManager>());
            foreach (var id in await session.QueryIndex<PersonIndex>().Where(row => row.DisplayName == "Ada Roux" || row.DisplayName == "Cléo Roux").Select(row => row.ContentItemId).ToListAsync())
            {
                var item = (await content.GetAsync(id, VersionOptions.Latest))!;
                item.Owner = seller.UserId;
                await content.UpdateAsync(item);
            }

            return true;
        });

        var text = Encoding.UTF8.GetString(await ExportAsync(tenant, All, "en", "seller"));
        Assert.Contains("Cléo Roux [", text); // the neighbour is theirs too
        Assert.DoesNotContain("Bea Roux", text);

        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = PersonRelation.Path, Roles = ["Chosen"] });
            await fields.UpdateAsync(rights);
            return true;
        });
        Assert.DoesNotContain("Relation", Encoding.UTF8.GetString(await ExportAsync(tenant, "", "en", "seller")));
    }

    [Fact]
    public async Task Who_is_under_18_is_not_named_in_a_file_for_somebody_outside()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await RelatedAsync(tenant);
        Assert.Contains("Dan Roux [", Encoding.UTF8.GetString(await ExportAsync(tenant, All, "en")));
        Assert.DoesNotContain("Dan", Encoding.UTF8.GetString(await ExportAsync(tenant, All + "&purpose=outside", "en")));
        Assert.Contains("Dan Roux [", Encoding.UTF8.GetString(await ExportAsync(tenant, All + "&purpose=outside-with-children", "en")));
    }

    private const string RelationTargetsNote = Contacts.Import.Links.RelationTargets.LongNote;

    // Bea is Ada's godmother; Ada and Cléo are neighbours, held by Cléo; Bea was Dan's parent on paper twice, once said by each; Dan is a child.
    private static Task<bool> RelatedAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var items = new Dictionary<string, ContentItem>();
        foreach (var given in new[] { "Ada", "Bea", "Cléo", "Dan" })
        {
            var item = items[given] = await content.NewAsync(ContactTypes.Person);
            item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName, person.BirthDate) = (given, "Roux", given == "Dan" ? new DateOnly(2015, 1, 2) : null));
            item.DisplayText = item.As<PersonPart>()!.DisplayName();
            await content.CreateAsync(item);
        }

        foreach (var (holder, other, kind, isSecond, from, to, note) in new (string, string, string, bool, DateOnly?, DateOnly?, string)[]
        {
            ("Bea", "Ada", "godmother", false, new(2001, 5, 6), null, "Marraine; \\ \"dite\""),
            ("Cléo", "Ada", "neighbour", false, null, new(2019, 12, 31), ""),
            ("Cléo", "Ada", "neighbour", false, new(2021, 1, 1), null, "=1+1"),
            ("Bea", "Dan", "parent", false, new(2015, 1, 2), new(2018, 1, 1), ""),
            ("Dan", "Bea", "parent", true, new(2020, 1, 1), null, "une\nligne"),
        })
        {
            var item = (await content.GetAsync(items[holder].ContentItemId, VersionOptions.Latest))!;
            item.Alter<PersonPart>(person => person.Relations.Add(new PersonRelation { PersonId = items[other].ContentItemId, Kind = kind, IsSecond = isSecond, From = from, To = to, Note = note }));
            await content.UpdateAsync(item);
        }

        return true;
    });

    // "Bea Roux godmother Ada Roux 2001-05-06– a note", whoever holds it; of equals the first by name comes first.
    private static Task<List<string>> SaidAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var session = services.GetRequiredService<ISession>();
        var names = await session.QueryIndex<PersonIndex>().ToDictionaryAsync(row => row.ContentItemId, row => row.DisplayName);
        return (await session.QueryIndex<RelationIndex>().ToListAsync()).Select(row =>
        {
            var (first, second) = (names[row.FirstId], names[row.SecondId]);
            (first, second) = row.Kind == "neighbour" && string.CompareOrdinal(first, second) > 0 ? (second, first) : (first, second);
            return $"{first} {row.Kind} {second} {row.From:yyyy-MM-dd}–{row.To:yyyy-MM-dd} {row.Note}";
        }).Order(StringComparer.Ordinal).ToList();
    });

    // The columns as this site knows them, of a system called "old".
    private static Task<string> MapAsync(ContactsTenant tenant, byte[] file) => tenant.InAsync(async services =>
    {
        await using var sheet = await SheetFile.OpenAsync(new MemoryStream(file), null, CancellationToken.None);
        var header = await sheet.Rows.FirstAsync();
        var map = await services.GetRequiredService<OwnFile>().MapOfAsync(header.Cells);
        map.Source = "old";
        return map.ToJson();
    });

    private static Task<ImportReport> ReadAsync(ContactsTenant tenant, string text)
        => tenant.InAsync(services => services.GetRequiredService<ImportPeople>().RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), null, new RefusedRows(new StringWriter()), CancellationToken.None));

    private static async Task<byte[]> ExportAsync(ContactsTenant tenant, string query, string language, string user = "admin")
    {
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, user));
        program.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var answer = await program.Http.PostAsync("api/contacts/people/export?" + query, null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
