using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Contacts.Import.Wizard;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Import;

/// <summary>The import by the screens: put up, columns, preview, run, report, take back.</summary>
public sealed partial class WizardTests
{
    // The first 300 people of the file; the whole of it goes in by keyboard in Crm.Browser.Tests.
    private static readonly string s_fake = string.Join('\n', File.ReadLines(Path.Combine(TestHost.Repository, "tests/data/dedupe/fake_1000.csv")).Take(301)) + "\n";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_file_of_real_people_is_understood_shown_imported_and_taken_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var import = await PutUpAsync(tenant.Browser, s_fake, "fake.csv");
        var columns = await tenant.Browser.ReadAsync($"/admin/people/import/{import}");
        Assert.Equal(["GivenName", "FamilyName", "BirthDate", "Address.City", "Email"], Chosen(columns).Skip(1).Take(5));
        Assert.Equal("unique_id", WizardPages.Selected(columns, "Key"));

        await MapAsync(tenant.Browser, import, columns, new() { ["cluster"] = "" });
        var preview = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/import/{import}/preview"));
        Assert.Contains("All 300 rows were tried", preview);
        var refused = Figure(preview, "Refused");
        Assert.Equal(300, Figure(preview, "New people") + refused);
        Assert.Equal(0, await CountAsync(tenant));

        await StartAsync(tenant, import);
        var report = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/import/{import}/report"));
        Assert.Equal((300 - refused, refused), (Figure(report, "New people"), Figure(report, "Refused")));
        Assert.Equal(300 - refused, await CountAsync(tenant));

        await UndoAsync(tenant, import);
        Assert.Equal(0, await CountAsync(tenant));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task An_import_that_updates_shows_what_changes_and_its_undo_puts_it_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await RunAsync(tenant, "id;prénom;nom;ville\n1;Ada;Roux;Agen\n2;Bea;Roux;Agen\n");
        var import = await PutUpAsync(tenant.Browser, "id;prénom;nom;ville\n1;Ada;Roux;Metz\n2;Bea;Roux;Agen\n3;Cléo;Roux;Agen\n", "clients.csv");
        await MapAsync(tenant.Browser, import, await tenant.Browser.ReadAsync($"/admin/people/import/{import}"));
        var preview = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/import/{import}/preview"));
        Assert.Equal((1, 1, 1), (Figure(preview, "New people"), Figure(preview, "Changed people"), Figure(preview, "Unchanged")));
        Assert.Contains("Town: <del>Agen</del> → <ins>Metz</ins>", preview);

        await StartAsync(tenant, import);
        Assert.Equal(["Ada Roux"], (await tenant.ListAsync("/admin/people?q=metz")).Names);
        await UndoAsync(tenant, import);
        Assert.Empty((await tenant.ListAsync("/admin/people?q=metz")).Names);
        Assert.Equal(["Ada Roux", "Bea Roux"], await tenant.WalkAsync("/admin/people"));
    }

    [Fact]
    public async Task Refused_cells_are_mended_in_the_preview_and_the_rest_comes_back_as_a_file()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var import = await PutUpAsync(tenant.Browser, "id,first name,last name,email,dob\n1,Ada,Un,ada@,1990-01-01\n2,Bea,Deux,bea@example.org,31/02/1990\n3,Cléo,Trois,,\n", "spoilt.csv");
        await MapAsync(tenant.Browser, import, await tenant.Browser.ReadAsync($"/admin/people/import/{import}"));
        var preview = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/import/{import}/preview"));
        Assert.Equal(2, Figure(preview, "Refused"));
        Assert.Contains("name=\"fix:2:email\"", preview);

        using (await tenant.Browser.SubmitAsync($"/admin/people/import/{import}/preview", [new("fix:2:email", "ada@example.org"), new("fix:3:dob", "31/02/1990"), new("go", "mend")]))
        {
        }

        preview = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/import/{import}/preview"));
        Assert.Equal((1, 2), (Figure(preview, "Refused"), Figure(preview, "New people")));
        await StartAsync(tenant, import);
        Assert.Equal(["Cléo Trois", "Ada Un"], await tenant.WalkAsync("/admin/people"));
        Assert.Equal("id,first name,last name,email,dob,import_line,import_column,import_reason\n2,Bea,Deux,bea@example.org,31/02/1990,3,dob,This is not a date in an expected format.\n",
            (await tenant.Browser.ReadAsync($"/admin/people/import/{import}/report?handler=Refused")).TrimStart('\uFEFF').ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_choice_of_columns_that_was_kept_is_taken_for_the_next_file_of_its_kind()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var first = await PutUpAsync(tenant.Browser, "x1,x2\nAda,Un\n", "a.csv");
        await MapAsync(tenant.Browser, first, await tenant.Browser.ReadAsync($"/admin/people/import/{first}"), new() { ["x1"] = "GivenName", ["x2"] = "FamilyName" }, [new("Keep", "The old till")]);
        var second = await PutUpAsync(tenant.Browser, "x2,x1\nDeux,Bea\n", "b.csv");
        var columns = await tenant.Browser.ReadAsync($"/admin/people/import/{second}");
        Assert.Equal(["FamilyName", "GivenName"], Chosen(columns));
        Assert.Contains("The old till", columns);
    }

    [Fact]
    public async Task Who_is_likely_here_already_is_shown_and_can_be_left_out()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await RunAsync(tenant, "id,first name,last name,dob,city,email\n1,Odile,Vidalenc,1980-05-06,Libourne,odile.vidalenc@example.org\n");
        // The follower of the change log writes the keys by which people are found to be alike.
        await tenant.Host.SettleAsync();
        var import = await PutUpAsync(tenant.Browser, "first name,last name,dob,city,email\nOdile,Vidalenc,1980-05-06,Libourne,odile.vidalenc@example.org\nZoé,Autre,1999-01-01,Metz,\n", "other.csv");
        await MapAsync(tenant.Browser, import, await tenant.Browser.ReadAsync($"/admin/people/import/{import}"), [], [new("LeavesDoubles", "true")]);
        var preview = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/import/{import}/preview"));
        Assert.Equal((1, 1, 1), (Figure(preview, "Likely here already"), Figure(preview, "New people"), Figure(preview, "Refused")));
        await StartAsync(tenant, import);
        Assert.Equal(["Zoé Autre", "Odile Vidalenc"], await tenant.WalkAsync("/admin/people"));
        Assert.Contains("Likely here already: Odile Vidalenc.", await tenant.Browser.ReadAsync($"/admin/people/import/{import}/report?handler=Refused"));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("a,b\n", "The file has a header and no rows.")]
    [InlineData("a,a\n1,2\n", "The column “a” occurs twice.")]
    [InlineData("PK\u0003\u0004rubbish", "The workbook is damaged and cannot be read.")]
    public async Task What_cannot_be_read_is_refused_with_a_sentence_and_nothing_is_kept(string text, string sentence)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        using var answer = await WizardPages.PutUpAsync(tenant.Browser, ("x.csv", Encoding.Latin1.GetBytes(text)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        Assert.Equal(0, await tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<PeopleImport>().CountAsync()));
        Assert.False(Directory.Exists(Imports(tenant)) && Directory.EnumerateFiles(Imports(tenant)).Any());
    }

    [Theory]
    [InlineData("Key", "nowhere", "The file has no column “nowhere”; it has: a, b.")]
    [InlineData("Columns[0].To", "PersonPart.Nonsense", "There is no target “PersonPart.Nonsense”")]
    [InlineData("Columns[0].To", "FamilyName", "Two columns become “FamilyName”")]
    [InlineData("Country", "XX", "This is not a country's two-letter code.")]
    [InlineData("Encoding", "klingon", "There is no encoding named “klingon”.")]
    public async Task A_choice_that_does_not_fit_is_told_before_anything_happens(string field, string value, string sentence)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var import = await PutUpAsync(tenant.Browser, "a,b\nAda,Un\n", "x.csv");
        using var answer = await SubmitColumnsAsync(tenant.Browser, import, [new("Columns[0].Heading", "a"), new("Columns[0].To", "GivenName"), new("Columns[1].Heading", "b"), new("Columns[1].To", "FamilyName"), new("go", "preview")], [new(field, value)]);
        var page = answer.StatusCode == HttpStatusCode.Redirect ? await tenant.Browser.ReadAsync($"/admin/people/import/{import}/preview") : await answer.Content.ReadAsStringAsync();
        Assert.Contains(sentence, WebUtility.HtmlDecode(page));
        Assert.Equal(0, await CountAsync(tenant));
    }

    [Fact]
    public async Task Nobody_opens_another_s_file_and_hidden_fields_are_neither_offered_nor_written()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var import = await PutUpAsync(tenant.Browser, "first name,notes\nAda,secret\n", "x.csv");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Importer", "AccessAdminPanel", "ViewContacts", "ImportContacts");
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = "PersonPart.Notes", Roles = ["Chosen"] });
            await fields.UpdateAsync(rights);
            return true;
        });
        using var other = await SignInAsync(tenant, "Importer");
        foreach (var page in new[] { "", "/preview", "/report" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/admin/people/import/{import}{page}")).StatusCode);
        }

        var own = await PutUpAsync(other, "first name,notes\nAda,secret\n", "x.csv");
        Assert.DoesNotContain("value=\"Notes\"", await other.ReadAsync($"/admin/people/import/{own}"));
        using var refused = await SubmitColumnsAsync(other, own, [new("Columns[0].Heading", "first name"), new("Columns[0].To", "GivenName"), new("Columns[1].Heading", "notes"), new("Columns[1].To", "Notes"), new("go", "preview")]);
        Assert.Contains("You may not write fields that are hidden from you.", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Old_imports_are_forgotten_with_their_files()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var import = await PutUpAsync(tenant.Browser, "first name\nAda\n", "x.csv");
        await tenant.InAsync(async services =>
        {
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            await db.GetTable<PeopleImport>().Where(row => row.Id == import).Set(row => row.CreatedUtc, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)).UpdateAsync();
            return true;
        });
        File.SetLastWriteTimeUtc(Path.Combine(Imports(tenant), import + ".upload"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<IEnumerable<Kernel.Jobs.IBackgroundTask>>().Single(task => task is ForgetImports).DoWorkAsync(services, CancellationToken.None);
            return true;
        });
        Assert.Empty(Directory.EnumerateFiles(Imports(tenant)));
        Assert.Equal(HttpStatusCode.NotFound, (await tenant.Browser.GetAsync($"/admin/people/import/{import}")).StatusCode);
    }

    private static string Imports(ContactsTenant tenant) => Path.Combine(tenant.Host.Data, "Sites", tenant.Settings.Name, "Imports");

    private static async Task<TestBrowser> SignInAsync(ContactsTenant tenant, string role)
    {
        await tenant.Host.AddUserAsync(tenant.Settings, "importer", role);
        var browser = tenant.Host.Browse(tenant.Settings.Name);
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using var signedIn = await browser.SubmitAsync("/login", [new("Name", "importer"), new("Password", TestHost.AdminPassword)]);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return browser;
    }

    private static async Task RunAsync(ContactsTenant tenant, string text)
    {
        var import = await PutUpAsync(tenant.Browser, text, "clients.csv");
        await MapAsync(tenant.Browser, import, await tenant.Browser.ReadAsync($"/admin/people/import/{import}"));
        await StartAsync(tenant, import);
    }

    private static async Task<string> PutUpAsync(TestBrowser browser, string text, string name)
    {
        using var answer = await WizardPages.PutUpAsync(browser, (name, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    // Sends the form of the columns as it stands, some of them changed.
    private static async Task MapAsync(TestBrowser browser, string import, string page, Dictionary<string, string>? others = null, params KeyValuePair<string, string>[] more)
    {
        var headings = WizardPages.Headings(page);
        var chosen = Chosen(page);
        var fields = new List<KeyValuePair<string, string>> { new("go", "preview"), new("Key", WizardPages.Selected(page, "Key")), new("Source", "test") };
        for (var i = 0; i < headings.Count; i++)
        {
            fields.Add(new($"Columns[{i}].Heading", headings[i]));
            fields.Add(new($"Columns[{i}].To", others?.GetValueOrDefault(headings[i]) ?? chosen[i]));
            fields.Add(new($"Columns[{i}].Format", WizardPages.Selected(page, $"Columns[{i}].Format")));
        }

        using var answer = await SubmitColumnsAsync(browser, import, fields, more);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/preview", answer.Headers.Location!.ToString());
    }

    private static Task<HttpResponseMessage> SubmitColumnsAsync(TestBrowser browser, string import, List<KeyValuePair<string, string>> fields, params KeyValuePair<string, string>[] more)
        => browser.SubmitAsync($"/admin/people/import/{import}", fields.Where(field => more.All(other => other.Key != field.Key)).Concat(more));

    private static async Task StartAsync(ContactsTenant tenant, string import)
    {
        using var answer = await tenant.Browser.SubmitAsync($"/admin/people/import/{import}/preview", [new("go", "start")]);
        Assert.EndsWith("/report", answer.Headers.Location!.ToString());
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<Operations>().SettleAsync();
            return true;
        });
        Assert.DoesNotContain("under way", await tenant.Browser.ReadAsync($"/admin/people/import/{import}/report"));
    }

    private static async Task UndoAsync(ContactsTenant tenant, string import)
    {
        await WizardPages.UndoAsync(tenant.Browser, await tenant.Browser.ReadAsync($"/admin/people/import/{import}/report"));
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<Operations>().SettleAsync();
            return true;
        });
        Assert.Contains("taken back", await tenant.Browser.ReadAsync($"/admin/people/import/{import}/report"));
    }

    private static Task<int> CountAsync(ContactsTenant tenant) => tenant.InAsync(services => services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().CountAsync());

    private static int Figure(string page, string label) => int.Parse(Regex.Match(page, $"<dt>{label}</dt><dd>(?<n>[0-9,]+)</dd>").Groups["n"].Value.Replace(",", ""), System.Globalization.CultureInfo.InvariantCulture);

    // What each column becomes, in order; empty for one that is left out.
    private static List<string> Chosen(string page) => [.. Enumerable.Range(0, WizardPages.Headings(page).Count).Select(i => WizardPages.Selected(page, $"Columns[{i}].To"))];
}
