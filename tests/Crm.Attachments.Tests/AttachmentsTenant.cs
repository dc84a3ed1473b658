using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Attachments.Files;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Attachments.Tests;

/// <summary>A tenant with contacts and their files on the host that all tests share, and an administrator's browser at it.</summary>
internal sealed partial class AttachmentsTenant : IAsyncDisposable
{
    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Audit", "Crm.Api", "Crm.Privacy", "Crm.Attachments", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static readonly Lazy<Task<TestHost>> s_host = new(() => TestHost.StartAsync(new TestHostOptions { Clock = new TestClock() }));
    private static readonly Dictionary<string, Lazy<Task<AttachmentsTenant>>> s_shared = new() { ["Sqlite"] = new(() => StartAsync("Sqlite")), ["Postgres"] = new(() => StartAsync("Postgres")) };
    private static int s_count;

    private bool _isAlone;

    private AttachmentsTenant(TestHost host, ShellSettings settings, TestBrowser admin) => (Host, Settings, Admin) = (host, settings, admin);

    /// <summary>The smallest picture.</summary>
    public static byte[] Picture { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Admin { get; }

    /// <summary>The tenant's folder.</summary>
    public string Site => Path.Combine(Host.Data, "Sites", Settings.Name);

    /// <summary>The bytes that lie there.</summary>
    public IReadOnlyList<string> Bytes => Directory.Exists(Path.Combine(Site, ChangeAttachments.Room)) ? Directory.GetFiles(Path.Combine(Site, ChangeAttachments.Room), "*", SearchOption.AllDirectories) : [];

    /// <summary>One for tests that work on contacts of their own.</summary>
    public static async Task<AttachmentsTenant> SharedAsync(string database = "Sqlite")
    {
        var shared = await s_shared[database].Value;
        return new AttachmentsTenant(shared.Host, shared.Settings, shared.Admin.Again());
    }

    /// <param name="alone">On a host of its own, whose clock may be put forward by more than a session lasts.</param>
    /// <param name="more">Further features.</param>
    public static async Task<AttachmentsTenant> StartAsync(string database = "Sqlite", bool alone = false, params string[] more)
    {
        var host = alone ? await TestHost.StartAsync(new TestHostOptions { Clock = new TestClock() }) : await s_host.Value;
        var name = $"a{Interlocked.Increment(ref s_count)}";
        var settings = await host.CopyTenantAsync(name, [.. s_features, .. more], database);
        return new AttachmentsTenant(host, settings, English(await host.Browse(name).SignInAsync())) { _isAlone = alone };
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    public Task DoAsync(Func<IServiceProvider, Task> work) => Host.InTenantAsync(Settings, work);

    /// <summary>The browser of somebody who holds these rights.</summary>
    public async Task<(TestBrowser Browser, string UserId)> AsAsync(params string[] rights)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..8];
        await Host.AddRoleAsync(Settings, name, ["AccessAdminPanel", .. rights]);
        var user = await Host.AddUserAsync(Settings, name, name);
        return (English(await Host.Browse(Settings.Name).SignInAsync(name)), user.UserId);
    }

    public Task<string> ContactAsync(string type = ContactTypes.Person, string name = "Roux", string? owner = null) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(type);
        if (type == ContactTypes.Person)
        {
            item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = ("Ada", name));
        }

        (item.DisplayText, item.Owner) = (type == ContactTypes.Person ? $"Ada {name}" : name, owner ?? item.Owner);
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>Sends files by the panel's form; what the page that follows says.</summary>
    public async Task<string> AddAsync(string contact, params (string Name, byte[] Content)[] files)
    {
        using var answer = await PostAsync(Admin, contact, files);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return WebUtility.HtmlDecode(await Admin.ReadAsync("/admin/profile"));
    }

    public async Task<HttpResponseMessage> PostAsync(TestBrowser browser, string contact, params (string Name, byte[] Content)[] files)
    {
        var token = WebUtility.HtmlDecode(Token().Match(await browser.ReadAsync("/admin/profile")).Groups["token"].Value);
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        return await browser.Http.PostAsync($"admin/contacts/{contact}/attachments?handler=Add", form);
    }

    /// <summary>Sends a form of the list of files, as its buttons do.</summary>
    public static Task<HttpResponseMessage> ActAsync(TestBrowser browser, string contact, string handler, string attachment, params (string Name, string Value)[] fields)
        => browser.SubmitAsync("/admin/profile", fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), $"/admin/contacts/{contact}/attachments?handler={handler}&attachment={attachment}");

    /// <summary>The files of a contact, those in the trash too, the oldest first.</summary>
    public Task<IReadOnlyList<Attachment>> FilesAsync(string contact) => InAsync(services => services.GetRequiredService<ISession>().Query<Attachment, AttachmentIndex>(row => row.ContactId == contact).OrderBy(row => row.CreatedUtc).ListAsync());

    /// <summary>Puts one file on a contact and gives its id.</summary>
    public async Task<string> FileAsync(string contact, string name = "letter.txt", string text = "Dear Father Christmas")
    {
        await AddAsync(contact, (name, Encoding.UTF8.GetBytes(text)));
        return (await FilesAsync(contact))[^1].AttachmentId;
    }

    public async Task<HttpStatusCode> StatusAsync(string path, TestBrowser? browser = null)
    {
        using var answer = await (browser ?? Admin).GetAsync(path);
        return answer.StatusCode;
    }

    public Task<string> PanelAsync(string contact, TestBrowser? browser = null) => (browser ?? Admin).ReadAsync($"/admin/contacts/{contact}/panels/files");

    /// <summary>The nightly sweep.</summary>
    public Task SweepAsync() => DoAsync(services => services.GetServices<Kernel.Jobs.IBackgroundTask>().OfType<SweepAttachments>().Single().DoWorkAsync(services, default));

    public async ValueTask DisposeAsync()
    {
        if (_isAlone)
        {
            Admin.Dispose();
            await Host.DisposeAsync();
        }
    }

    private static TestBrowser English(TestBrowser browser)
    {
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return browser;
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""")]
    private static partial Regex Token();
}

internal sealed class OnEachDatabase : TheoryData<string>
{
    public OnEachDatabase() => AddRange("Sqlite", "Postgres");
}
