using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Kernel.Files;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Media.Tests;

/// <summary>A tenant with media, an administrator's browser at it and a program with his token.</summary>
internal sealed class MediaSite
{
    private static readonly Lazy<Task<TestHost>> s_host = new(() => TestHost.StartAsync());
    private static readonly Lazy<Task<MediaSite>> s_shared = new(() => StartAsync());
    private static readonly Lazy<Task<MediaSite>> s_strict = new(async () =>
    {
        var site = await StartAsync();
        await site.LimitAsync(1000, ".png", ".jpg", ".txt");
        return site;
    });

    private static int s_count;

    private MediaSite(TestHost host, ShellSettings settings, TestBrowser browser, TestBrowser program) => (Host, Settings, Browser, Program) = (host, settings, browser, program);

    /// <summary>The smallest picture.</summary>
    public static byte[] Picture { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Browser { get; }

    public TestBrowser Program { get; }

    public string Folder => Path.Combine(Host.Data, "Sites", Settings.Name);

    /// <summary>One for tests that do not mind what others put there.</summary>
    public static async Task<MediaSite> SharedAsync()
    {
        var shared = await s_shared.Value;
        return new MediaSite(shared.Host, shared.Settings, shared.Browser.Again(), shared.Program);
    }

    /// <summary>One that takes only pictures and texts of 1000 bytes; for tests that write nothing.</summary>
    public static Task<MediaSite> StrictAsync() => s_strict.Value;

    public static async Task<MediaSite> StartAsync(TestHost? own = null)
    {
        var host = own ?? await s_host.Value;
        var name = $"m{Interlocked.Increment(ref s_count)}";
        var settings = await host.SetupTenantAsync(name, prefix: name, features: ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Media", "Crm.Theme.Admin", "Crm.Theme.Site"]);
        var program = host.Browse(name).WithToken(await host.AddTokenAsync(settings, "admin"));
        return new MediaSite(host, settings, await host.Browse(name).SignInAsync(), program);
    }

    /// <summary>The browser of somebody who holds these rights.</summary>
    public async Task<TestBrowser> AsAsync(string name, params string[] rights)
    {
        await Host.AddRoleAsync(Settings, name, rights);
        await Host.AddUserAsync(Settings, name, name);
        return await Host.Browse(Settings.Name).SignInAsync(name);
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, T> work) => Host.InTenantAsync(Settings, services => Task.FromResult(work(services)));

    public Task<IReadOnlyList<string>> ListAsync() => InAsync(services => services.GetRequiredService<MediaFiles>().List());

    public Task<IReadOnlyList<TrashedMedia>> TrashAsync() => InAsync(services => services.GetRequiredService<MediaTrash>().List());

    public Task LimitAsync(long bytes, params string[] extensions) => Host.InTenantAsync(Settings, async services =>
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new MediaSettings { MaxFileSize = bytes, AllowedFileExtensions = extensions });
        await sites.UpdateSiteSettingsAsync(site);
    });

    /// <summary>Uploads and fails with the answer when it is refused.</summary>
    public async Task PutAsync(string path, byte[]? content = null)
    {
        var (status, body) = await UploadAsync(path, content ?? Picture);
        Assert.True(status == 201, $"{path}: {status} {body}");
    }

    public async Task<(int Status, JsonObject Body)> UploadAsync(string path, byte[] content, string taken = "refuse")
    {
        using var body = new ByteArrayContent(content);
        return await AnswerAsync(Program.Http.PostAsync($"api/media/files?taken={taken}&path={Uri.EscapeDataString(path)}", body));
    }

    public Task<(int Status, JsonObject Body)> MoveAsync(string from, string to)
        => AnswerAsync(Program.Http.PostAsync($"api/media/move?from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}", null));

    /// <summary>Sends bytes as they are; what is answered until the connection ends.</summary>
    /// <param name="cut">Says that no more come.</param>
    public async Task<string> RawAsync(string request, bool cut = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Host.Address.Host, Host.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        if (cut)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream);
        var (answer, some) = (new StringBuilder(), new char[4096]);
        try
        {
            while (await reader.ReadAsync(some) is > 0 and var count)
            {
                answer.Append(some, 0, count);
            }
        }
        catch (IOException) when (cut)
        {
            // To a body that ends before its time the server may also answer by breaking the connection off.
        }

        return answer.ToString();
    }

    public string TokenOf(TestBrowser browser) => ((AuthenticationHeaderValue)browser.Http.DefaultRequestHeaders.Authorization!).Parameter!;

    private static async Task<(int, JsonObject)> AnswerAsync(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, JsonNode.Parse(text) as JsonObject ?? throw new InvalidOperationException(text));
    }
}
