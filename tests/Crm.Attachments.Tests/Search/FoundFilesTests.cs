using System.Net;
using System.Text;
using Crm.Attachments.Files;
using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Attachments.Tests.Search;

/// <summary>Files are found by name and note, by whoever may see the contact, as they are now. The tests of a database share a tenant and search words of their own.</summary>
public sealed class FoundFilesTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly Dictionary<string, Lazy<Task<AttachmentsTenant>>> s_tenants = new() { ["Sqlite"] = new(() => StartAsync("Sqlite")), ["Postgres"] = new(() => StartAsync("Postgres")) };

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_is_found_keeps_step_with_the_files_and_their_contacts(string database)
    {
        var tenant = await s_tenants[database].Value;
        var person = await tenant.ContactAsync(name: "Brindille");
        await AddAsync(tenant, person, "vertumne.pdf", "signed in the garden");
        await AddAsync(tenant, await tenant.ContactAsync(ContactTypes.Household, "Home of Vertumne"), "lease.txt", "for Vertumne’s house");
        await UntilAsync(tenant, "vertumne", "vertumne.pdf", "lease.txt");

        // By the note, near its word, and with whose it is; a picture or PDF opens in place.
        var found = await tenant.Admin.ReadJsonAsync("/api/search?q=gardens&type=ContactFile");
        var hit = Assert.Single(found["groups"]![0]!["items"]!.AsArray())!;
        var id = hit["contentItemId"]!.ToString();
        Assert.Equal(("Files", "signed in the garden"), (found["groups"]![0]!["caption"]!.ToString(), hit["snippet"]!["text"]!.ToString()));
        Assert.StartsWith("Ada Brindille", hit["line"]!["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal($"/{tenant.Settings.Name}/admin/attachments/{id}?inline=true", hit["address"]!.ToString());
        Assert.Contains($"/admin/attachments/{id}", await tenant.Admin.ReadAsync("/admin/search/suggest?q=vertum"));
        Assert.Contains($"/admin/attachments/{id}?inline=true", await tenant.Admin.ReadAsync("/admin/search?q=vertumne"));

        await ActAsync(tenant, id, (change, file) => change.DescribeAsync(file, "pomone", "in autumn"));
        await UntilAsync(tenant, "pomone", "pomone.pdf");
        await UntilAsync(tenant, "vertumne", "lease.txt");
        await ActAsync(tenant, id, (change, file) => change.RemoveAsync(file));
        await UntilAsync(tenant, "pomone");
        await ActAsync(tenant, id, (change, file) => change.RestoreAsync(file));
        await UntilAsync(tenant, "pomone", "pomone.pdf");

        // With the contact to the trash and back, and into an index made anew.
        await OnAsync(tenant, person, (content, item) => content.RemoveAsync(item));
        await UntilAsync(tenant, "pomone");
        await tenant.DoAsync(async services => await services.GetRequiredService<IContentManager>().RestoreAsync((await services.GetRequiredService<IContentManager>().GetAllVersionsAsync(person)).Single()));
        await UntilAsync(tenant, "pomone", "pomone.pdf");
        var before = Current(tenant);
        using (await tenant.Admin.SubmitAsync("/admin/search/indexes", [], "/admin/search/indexes?handler=Rebuild"))
        {
        }

        await UntilAsync(tenant, () => Task.FromResult(Current(tenant) != before), "the index is not made anew");
        await UntilAsync(tenant, "pomone", "pomone.pdf");
    }

    [Fact]
    public async Task Who_may_not_see_the_contact_neither_finds_nor_counts_its_files()
    {
        var tenant = await s_tenants["Sqlite"].Value;
        var (own, anna) = await tenant.AsAsync("ViewOwnContacts");
        var (team, bruno) = await tenant.AsAsync("ViewTeamContacts");
        var (none, _) = await tenant.AsAsync();
        await tenant.DoAsync(services => services.GetRequiredService<Teams>().StoreAsync(new Team { Name = "Sales", MemberIds = [anna, bruno] }));
        var annas = await tenant.ContactAsync(name: "Une", owner: anna);
        await AddAsync(tenant, annas, "silvain-one.txt", "canary one");
        await AddAsync(tenant, await tenant.ContactAsync(ContactTypes.Organisation, "Deux", owner: bruno), "silvain-two.txt", "canary two");
        await AddAsync(tenant, await tenant.ContactAsync(name: "Trois"), "silvain-three.txt", "canary three");
        await UntilAsync(tenant, "silvain", "silvain-one.txt", "silvain-two.txt", "silvain-three.txt");

        Assert.Equal(["silvain-one.txt"], await FindAsync(own, "silvain"));
        Assert.Equal(["silvain-one.txt", "silvain-two.txt"], await FindAsync(team, "silvain"));
        Assert.Empty(await FindAsync(none, "silvain"));
        foreach (var (browser, count) in new[] { (own, 1), (team, 2), (none, 0) })
        {
            Assert.Equal(count, (int)(await browser.ReadJsonAsync("/api/search?q=canary"))["count"]!);
            Assert.DoesNotContain("three", await browser.ReadAsync("/admin/search?q=silvain") + await browser.ReadAsync("/admin/search/suggest?q=silvain"));
        }

        // Whose contact it is now decides, not whose it was.
        await OnAsync(tenant, annas, (content, item) =>
        {
            item.Owner = "somebody-else";
            return content.UpdateAsync(item);
        });
        await UntilAsync(tenant, async () => (await FindAsync(own, "silvain")).Count == 0, "a contact that changed hands takes its files along");
        Assert.Equal(["silvain-two.txt"], await FindAsync(team, "silvain"));
    }

    [Fact]
    public async Task An_erased_person_s_files_are_found_no_more_and_no_word_of_them_is_in_the_index()
    {
        await using var tenant = await AttachmentsTenant.StartAsync(alone: true, more: "Crm.Search");
        var person = await tenant.ContactAsync(name: "Nepomuk");
        var other = await tenant.ContactAsync(name: "Other");
        await UntilAsync(tenant, async () => (await tenant.Admin.ReadAsync("/admin/search?q=other")).Contains($"/admin/people/{other}", StringComparison.Ordinal), "the contacts are not found");

        // Committed together they lie in one segment, without the contacts, which lives on for the other's sake.
        await tenant.DoAsync(async services =>
        {
            var change = services.GetRequiredService<ChangeAttachments>();
            await change.AddAsync(person, "kanarienvogel.txt", new MemoryStream("text"u8.ToArray()), "about the kanarienvogel", null, CancellationToken.None);
            await change.AddAsync(other, "neighbour.txt", new MemoryStream("text"u8.ToArray()), "", null, CancellationToken.None);
        });
        await UntilAsync(tenant, "kanarienvogel", "kanarienvogel.txt");
        Assert.NotEmpty(Terms(tenant));

        foreach (var handler in (string[])["Ask", "Erase"])
        {
            using (await tenant.Admin.SubmitAsync("/admin/profile", [new("Input.Name", "Ada Nepomuk"), new("Input.Request", "")], $"/admin/people/{person}/erase?handler={handler}"))
            {
            }
        }

        await tenant.DoAsync(services => services.GetRequiredService<Operations>().SettleAsync());
        Assert.Empty(await FindAsync(tenant.Admin, "kanarienvogel"));
        Assert.Equal(["neighbour.txt"], await FindAsync(tenant.Admin, "neighbour"));
        Assert.Empty(Terms(tenant));
    }

    private static Task<AttachmentsTenant> StartAsync(string database) => AttachmentsTenant.StartAsync(database, more: "Crm.Search");

    private static Task AddAsync(AttachmentsTenant tenant, string contact, string name, string note) => tenant.DoAsync(services
        => services.GetRequiredService<ChangeAttachments>().AddAsync(contact, name, new MemoryStream(Encoding.UTF8.GetBytes(name.EndsWith(".pdf", StringComparison.Ordinal) ? "%PDF-1.4\n%%EOF" : "text")), note, null, CancellationToken.None));

    private static Task ActAsync(AttachmentsTenant tenant, string id, Func<ChangeAttachments, Attachment, Task> act) => tenant.DoAsync(async services
        => await act(services.GetRequiredService<ChangeAttachments>(), (await services.GetRequiredService<ISession>().Query<Attachment, AttachmentIndex>(row => row.AttachmentId == id).FirstOrDefaultAsync())!));

    private static Task OnAsync(AttachmentsTenant tenant, string id, Func<IContentManager, ContentItem, Task> change) => tenant.DoAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        await change(content, (await content.GetAsync(id, VersionOptions.Latest))!);
    });

    // The names of the files found, those of the oldest first. What is counted and not shown stands at their end: nobody may learn of it either.
    private static async Task<List<string>> FindAsync(TestBrowser browser, string words)
    {
        var found = await browser.ReadJsonAsync($"/api/search?q={words}&type=ContactFile");
        var items = found["groups"]!.AsArray().SelectMany(group => group!["items"]!.AsArray()).OrderBy(item => item!["contentItemId"]!.ToString(), StringComparer.Ordinal).Select(item => item!["name"]!["text"]!.ToString()).ToList();
        return (int)found["count"]! == items.Count ? items : [.. items, $"{found["count"]} counted"];
    }

    private static Task UntilAsync(AttachmentsTenant tenant, string words, params string[] names)
        => UntilAsync(tenant, async () => (await FindAsync(tenant.Admin, words)).SequenceEqual(names), $"“{words}” does not find just {string.Join(", ", names)}");

    // The index follows commits by itself.
    private static async Task UntilAsync(AttachmentsTenant tenant, Func<Task<bool>> isSo, string fault)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!await isSo())
        {
            Assert.False(patience.IsCancellationRequested, $"{fault} ({tenant.Settings.Name})");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static string Current(AttachmentsTenant tenant) => File.ReadAllText(Path.Combine(tenant.Site, "Lucene", "records", "current"));

    private static List<string> Terms(AttachmentsTenant tenant) => [.. Directory.EnumerateFiles(Path.Combine(tenant.Site, "Lucene"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        .Where(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains("kanarienvogel", StringComparison.OrdinalIgnoreCase))];
}
