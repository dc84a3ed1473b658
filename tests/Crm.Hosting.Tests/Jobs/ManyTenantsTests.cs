using System.Text.Json.Nodes;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Hosting.Tests.Jobs;

/// <summary>20 tenants in the quick run, 1,000 with CRM_LONG=1; all asleep.</summary>
public sealed class ManyTenantsTests : IDisposable
{
    private const string Job = "ProbeModule.NoteTheTime";
    private static readonly int s_tenants = Environment.GetEnvironmentVariable("CRM_LONG") == "1" ? 1000 : 20;
    private static readonly string[] s_busy = ["busy0", "busy1", "busy2"];
    private readonly PluginsFolder _plugins = new(PluginsFolder.Probe);
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
    private readonly TestClock _clock = new(standsStill: true);

    private string Diary => Path.Combine(_folder, "diary.txt");

    public void Dispose()
    {
        _plugins.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Of_many_sleeping_tenants_three_run_their_job_at_its_moment_and_the_others_sleep_on()
    {
        await PrepareAsync();
        await using var host = await StartAsync();
        await host.SettleAsync(); // each is woken once, to learn its jobs
        Assert.Equal(s_tenants, Woken().Distinct().Count());
        Assert.All(Slots(host), slot => Assert.Null(slot.Current));
        File.Delete(Diary);
        var due = host.Services.GetRequiredService<JobScheduler>().NextOf(s_busy[0])[Job];

        _clock.AdvanceTo(due);
        await HaveRunAsync(host, due);

        Assert.Equal(s_busy, Woken().Distinct().Order());
        foreach (var name in s_busy)
        {
            using var browser = host.Browse(name);
            Assert.Equal($"""["job {due:yyyy-MM-dd HH:mm}"]""", await browser.ReadAsync("/probe/notes"));
        }
    }

    private Task<TestHost> StartAsync()
        => TestHost.StartAsync(new TestHostOptions { Folder = _folder, Plugins = _plugins.Path, Clock = _clock, Configuration = { ["Probe:Diary"] = Diary } });

    // Another tenant may be writing that it has woken while this is read.
    private List<string> Woken()
    {
        using var reader = new StreamReader(new FileStream(Diary, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    // By the host's own timer: settling looks into every tenant.
    private static async Task HaveRunAsync(TestHost host, DateTime due)
    {
        var scheduler = host.Services.GetRequiredService<JobScheduler>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (s_busy.Any(name => scheduler.NextOf(name).GetValueOrDefault(Job) <= due) || Slots(host).Any(slot => slot.Current is not null))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static IEnumerable<ShellSlot> Slots(TestHost host) => host.Services.GetRequiredService<ShellHost>().Slots;

    /// <summary>Two tenants are set up, one with the job; the others are copies of their files.</summary>
    private async Task PrepareAsync()
    {
        await using (var host = await StartAsync())
        {
            await host.SetupTenantAsync(s_busy[0], prefix: s_busy[0], features: ["ProbeModule.Extra", "ProbeModule.Jobs"]);
            await host.SetupTenantAsync("quiet0", prefix: "quiet0", features: ["ProbeModule.Extra"]);
            await host.SettleAsync();
        }

        var file = Path.Combine(_folder, "App_Data", "tenants.json");
        var tenants = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        var quiet = Enumerable.Range(1, s_tenants - s_busy.Length - 1).Select(number => ("quiet0", $"quiet{number}"));
        foreach (var (from, to) in quiet.Concat([(s_busy[0], s_busy[1]), (s_busy[0], s_busy[2])]))
        {
            var copy = tenants[from]!.DeepClone();
            copy["RequestUrlPrefix"] = to;
            tenants[to] = copy;
            CopyFolder(Path.Combine(_folder, "App_Data", "Sites", from), Path.Combine(_folder, "App_Data", "Sites", to));
        }

        await File.WriteAllTextAsync(file, tenants.ToJsonString());
        File.Delete(Diary);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
