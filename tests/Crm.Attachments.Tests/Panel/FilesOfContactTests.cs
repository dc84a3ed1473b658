using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Attachments.Files;
using Crm.Contacts;
using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Attachments.Tests.Panel;

/// <summary>Files on a contact's page: put there, described, thrown away and brought back.</summary>
public sealed class FilesOfContactTests
{
    /// <summary>Name, what is written over and over, how often, and a piece of the sentence that says why not.</summary>
    public static TheoryData<string, string, int, string> Refused() => new()
    {
        { "page.html", "<p>", 1, "Files such as “.html” are not taken here." },
        { "run.exe", "MZ", 1, "Files such as “.exe” are not taken here." },
        { "bear.png", "no picture", 1, "“bear.png” does not hold what its name says (.png)." },
        { "empty.txt", "", 0, "“empty.txt” is empty." },
        { "large.txt", "x", 30_000_001, "“large.txt” is too large: a file may have 30 MB at most." },
        { "../../out.txt", "out", 1, "cannot be a name here" },
        { "..\\out.txt", "out", 1, "cannot be a name here" },
        { ".hidden.txt", "out", 1, "cannot be a name here" },
    };

    [Theory]
    [InlineData("Sqlite", ContactTypes.Person)]
    [InlineData("Sqlite", ContactTypes.Household)]
    [InlineData("Sqlite", ContactTypes.Organisation)]
    [InlineData("Postgres", ContactTypes.Person)]
    public async Task Files_put_on_a_contact_stand_in_its_panel_the_newest_first(string database, string type)
    {
        var tenant = await AttachmentsTenant.SharedAsync(database);
        var contact = await tenant.ContactAsync(type);
        Assert.Contains("No file yet.", await tenant.PanelAsync(contact));

        var said = await tenant.AddAsync(contact, ("Vœux d’Ada.txt", "A red bicycle"u8.ToArray()), ("bear.png", AttachmentsTenant.Picture));

        Assert.Contains("2 files added.", said);
        var panel = WebUtility.HtmlDecode(await tenant.PanelAsync(contact));
        Assert.Matches(new Regex("bear\\.png.*Vœux d’Ada\\.txt", RegexOptions.Singleline), panel);
        Assert.Contains("13 bytes", panel);
        Assert.Contains("admin", panel);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_refused_is_said_and_the_other_file_is_kept(string name, string content, int times, string sentence)
    {
        var tenant = await AttachmentsTenant.SharedAsync();
        var contact = await tenant.ContactAsync();

        var said = await tenant.AddAsync(contact, (name, Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, content, times).ToString())), ("good.txt", "Good"u8.ToArray()));

        Assert.Contains(sentence, said);
        Assert.Contains("1 file added.", said);
        Assert.Equal("good.txt", Assert.Single(await tenant.FilesAsync(contact)).Name);
        Assert.False(File.Exists(Path.Combine(tenant.Host.Data, "Sites", "out.txt")));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Older_files_come_by_their_place_none_twice_and_none_left_out(string database)
    {
        var tenant = await AttachmentsTenant.SharedAsync(database);
        var contact = await tenant.ContactAsync();
        for (var batch = 0; batch < 3; batch++)
        {
            tenant.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            await tenant.AddAsync(contact, [.. Enumerable.Range(0, 8).Select(n => ($"file-{batch}{n}.txt", "x"u8.ToArray()))]);
        }

        var names = new List<string>();
        for (var next = $"/admin/contacts/{contact}/attachments?handler=More"; next is not null;)
        {
            var lines = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync(next));
            names.AddRange(Regex.Matches(lines, "dir=\"auto\">(file-[0-9]+)\\.txt</a>").Select(match => match.Groups[1].Value));
            Assert.InRange(names.Count, 1, 24);
            next = Regex.Match(lines, "hx-get=\"/[^/]+([^\"]+)\"") is { Success: true } more ? more.Groups[1].Value : null;
        }

        Assert.Equal(24, names.Distinct().Count());
        Assert.Equal(names.OrderByDescending(name => name, StringComparer.Ordinal), names);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_name_keeps_its_ending_and_history_takes_the_change_back(string database)
    {
        var tenant = await AttachmentsTenant.SharedAsync(database);
        var contact = await tenant.ContactAsync();
        var id = await tenant.FileAsync(contact, "scan0001.txt");

        using (await AttachmentsTenant.ActAsync(tenant.Admin, contact, "Describe", id, ("name", "Contract.html"), ("note", "Signed <b>twice</b>")))
        {
        }

        var file = Assert.Single(await tenant.FilesAsync(contact));
        Assert.Equal(("Contract.html.txt", "Signed <b>twice</b>"), (file.Name, file.Note));
        Assert.Contains("Signed &lt;b&gt;twice", await tenant.PanelAsync(contact));

        await tenant.DoAsync(async services =>
        {
            var history = services.GetRequiredService<IHistory>();
            Assert.Empty(await history.UndoAsync((await history.ListAsync(new HistoryFilter(Type: nameof(Attachment), ItemId: id), 1))[0].Id));
        });
        file = Assert.Single(await tenant.FilesAsync(contact));
        Assert.Equal(("scan0001.txt", ""), (file.Name, file.Note));
    }

    [Theory]
    [InlineData("", "Give the file a name.")]
    [InlineData("a/b", "cannot be a name here")]
    public async Task A_name_that_may_not_be_changes_nothing(string name, string sentence)
    {
        var tenant = await AttachmentsTenant.SharedAsync();
        var contact = await tenant.ContactAsync();
        var id = await tenant.FileAsync(contact);

        using (await AttachmentsTenant.ActAsync(tenant.Admin, contact, "Describe", id, ("name", name), ("note", "New")))
        {
        }

        Assert.Contains(sentence, WebUtility.HtmlDecode(await tenant.Admin.ReadAsync("/admin/profile")));
        Assert.Equal(("letter.txt", ""), Assert.Single(await tenant.FilesAsync(contact)) is var file ? (file.Name, file.Note) : default);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_deleted_file_is_nowhere_comes_back_by_undo_and_is_gone_after_thirty_days(string database)
    {
        await using var tenant = await AttachmentsTenant.StartAsync(database, alone: true);
        var contact = await tenant.ContactAsync();
        var (id, stays) = (await tenant.FileAsync(contact, "gone.txt"), await tenant.FileAsync(contact, "stays.txt"));
        using (await AttachmentsTenant.ActAsync(tenant.Admin, contact, "Delete", id))
        {
        }

        Assert.Contains($"attachment={id}", await tenant.Admin.ReadAsync("/admin/profile"));
        Assert.Equal(HttpStatusCode.NotFound, await tenant.StatusAsync($"/admin/attachments/{id}"));
        Assert.DoesNotContain("gone.txt", await tenant.PanelAsync(contact));
        Assert.Contains("gone.txt", await tenant.Admin.ReadAsync($"/admin/contacts/{contact}/attachments"));

        using (await AttachmentsTenant.ActAsync(tenant.Admin, contact, "Restore", id))
        {
        }

        Assert.Equal(HttpStatusCode.OK, await tenant.StatusAsync($"/admin/attachments/{id}"));
        using (await AttachmentsTenant.ActAsync(tenant.Admin, contact, "Delete", id))
        {
        }

        tenant.Host.Clock.Advance(TimeSpan.FromDays(29));
        await tenant.SweepAsync();
        Assert.Equal(2, tenant.Bytes.Count);
        tenant.Host.Clock.Advance(TimeSpan.FromDays(2));
        await tenant.SweepAsync();
        Assert.Equal(stays, Assert.Single(await tenant.FilesAsync(contact)).AttachmentId);
        Assert.Single(tenant.Bytes);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Files_of_a_contact_in_the_trash_wait_there_and_come_back_with_it(string database)
    {
        var tenant = await AttachmentsTenant.SharedAsync(database);
        var contact = await tenant.ContactAsync();
        var id = await tenant.FileAsync(contact);
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/contacts/{contact}/delete"))
        {
        }

        Assert.Equal(HttpStatusCode.NotFound, await tenant.StatusAsync($"/admin/attachments/{id}"));
        await tenant.SweepAsync();
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/contacts/{contact}/restore"))
        {
        }

        Assert.Equal(HttpStatusCode.OK, await tenant.StatusAsync($"/admin/attachments/{id}"));
    }
}
