using Crm.Kernel.Data;
using Crm.Kernel.Data.Following;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Kernel.Tests.Tenants;
using Crm.Testing;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Jobs;

public sealed class JobTests : IDisposable
{
    private const string Job = "ProbeModule.NoteTheTime";
    private readonly PluginsFolder _plugins = new(PluginsFolder.Probe);

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public async Task A_released_tenant_s_job_runs_at_its_moment_in_the_tenant_s_time_zone()
    {
        await using var host = await StartAsync();
        var tenant = await host.SetupTenantAsync(features: ["ProbeModule", "ProbeModule.Jobs"]);
        await host.SettleAsync();
        await Shells(host).ReleaseIdleAsync(TimeSpan.Zero);
        Assert.False(IsLive(host));
        var due = Scheduler(host).NextOf("Default")[Job];
        Assert.Equal("03:30", TimeZoneInfo.ConvertTimeFromUtc(due, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));

        host.Clock.AdvanceTo(due);
        await host.SettleAsync();

        Assert.False(IsLive(host)); // woken for it, and let go again
        Assert.Equal($"""["job {due:yyyy-MM-dd HH:mm}"]""", await NotesAsync(host));
        Assert.Equal(due.AddDays(1), Scheduler(host).NextOf("Default")[Job], TimeSpan.FromHours(1.5));
        Assert.Equal(1, (await StateAsync(host, tenant)).Runs);
    }

    [Fact]
    public async Task Two_hosts_of_one_tenant_run_a_moment_once()
    {
        var folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
        var clock = new TestClock(standsStill: true);
        await using (var first = await StartAsync(folder, clock))
        {
            await first.SetupTenantAsync(features: ["ProbeModule", "ProbeModule.Jobs"]);
            await using var second = await StartAsync(folder, clock);
            for (var day = 0; day < 5; day++)
            {
                await Task.WhenAll(first.SettleAsync(), second.SettleAsync());
                clock.AdvanceTo(Scheduler(first).NextOf("Default")[Job]);
                await Task.WhenAll(first.SettleAsync(), second.SettleAsync());
            }

            Assert.Equal(5, System.Text.Json.JsonSerializer.Deserialize<string[]>(await NotesAsync(first))!.Distinct().Count());
            Assert.Equal(5, System.Text.Json.JsonSerializer.Deserialize<string[]>(await NotesAsync(first))!.Length);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_moment_missed_while_the_host_was_down_is_served_once_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
        var clock = new TestClock(standsStill: true);
        await using (var host = await StartAsync(folder, clock))
        {
            await host.SetupTenantAsync(features: ["ProbeModule", "ProbeModule.Jobs"]);
            await host.SettleAsync();
        }

        clock.Advance(TimeSpan.FromDays(3));
        await using (var host = await StartAsync(folder, clock))
        {
            await host.SettleAsync();
            Assert.Single(System.Text.Json.JsonSerializer.Deserialize<string[]>(await NotesAsync(host))!);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Settling_waits_for_a_job_whose_alarm_has_just_rung()
    {
        await using var host = await StartAsync();
        var tenant = await host.SetupTenantAsync();
        await host.SettleAsync();
        for (var ring = 1; ring <= 20; ring++)
        {
            await host.InTenantAsync(tenant, services =>
            {
                ActivatorUtilities.CreateInstance<JobAlarm<TrimChangeLog>>(services).Now();
                return Task.CompletedTask;
            });
            await host.SettleAsync();
            Assert.Equal(ring, (await StateAsync(host, tenant, typeof(TrimChangeLog).FullName!)).Runs);
        }
    }

    [Fact]
    public async Task A_job_that_fails_writes_nothing_shows_why_and_comes_again()
    {
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = _plugins.Path, Clock = new TestClock(standsStill: true), Configuration = { ["Probe:JobFails"] = "true" } });
        var tenant = await host.SetupTenantAsync(features: ["ProbeModule", "ProbeModule.Jobs"]);
        await host.SettleAsync();
        host.Clock.AdvanceTo(Scheduler(host).NextOf("Default")[Job]);
        await host.SettleAsync();

        var state = await StateAsync(host, tenant);
        Assert.StartsWith("The job was told to fail. (reference ", state.Error, StringComparison.Ordinal);
        Assert.Equal((1L, 1L), (state.Runs, state.Failures));
        Assert.True(state.NextUtc > host.Clock.GetUtcNow());
        Assert.Equal("[]", await NotesAsync(host));
    }

    [Fact]
    public async Task An_admin_runs_a_job_now_switches_it_off_and_changes_its_schedule()
    {
        await using var host = await StartAsync();
        var tenant = await host.SetupTenantAsync(features: ["ProbeModule", "ProbeModule.Jobs"]);
        await host.SettleAsync();

        Assert.True(await host.InTenantAsync(tenant, services => services.GetRequiredService<BackgroundTasks>().RunNowAsync(Job)));
        Assert.Equal(1, (await StateAsync(host, tenant)).Runs);

        Assert.Null(await host.InTenantAsync(tenant, services => services.GetRequiredService<BackgroundTasks>().ChangeAsync(Job, enable: false, schedule: null)));
        await host.SettleAsync();
        Assert.DoesNotContain(Job, Scheduler(host).NextOf("Default").Keys);

        Assert.Null(await host.InTenantAsync(tenant, services => services.GetRequiredService<BackgroundTasks>().ChangeAsync(Job, enable: true, schedule: "0 12 1 * *")));
        await host.SettleAsync();
        Assert.Equal(1, TimeZoneInfo.ConvertTimeFromUtc(Scheduler(host).NextOf("Default")[Job], TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")).Day);
        Assert.NotNull(await host.InTenantAsync(tenant, services => services.GetRequiredService<BackgroundTasks>().ChangeAsync(Job, enable: true, schedule: "every day")));
    }

    [Fact]
    public async Task A_job_asked_for_before_anybody_looked_which_jobs_there_are_runs_all_the_same()
    {
        await using var host = await StartAsync();
        var tenant = await host.SetupTenantAsync(features: ["ProbeModule", "ProbeModule.Jobs"]);
        await host.SettleAsync();
        await host.InTenantAsync(tenant, async services => (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).Execute("DELETE FROM \"BackgroundTaskRun\""));

        Assert.True(await host.InTenantAsync(tenant, services => services.GetRequiredService<BackgroundTasks>().RunNowAsync(Job)));

        var state = await StateAsync(host, tenant);
        Assert.Equal((1L, null), (state.Runs, state.Error));
    }

    [Fact]
    public async Task A_job_asked_for_when_the_host_stops_is_left_to_the_next_start()
    {
        await using var host = await StartAsync();
        var tenant = await host.SetupTenantAsync(features: ["ProbeModule", "ProbeModule.Jobs"]);
        await host.SettleAsync();
        await Scheduler(host).StopAsync(CancellationToken.None);

        Assert.False(await host.InTenantAsync(tenant, services => services.GetRequiredService<BackgroundTasks>().RunNowAsync(Job)));
        Assert.Equal(0, (await StateAsync(host, tenant)).Runs);
    }

    [Fact]
    public async Task Who_moves_a_stopped_tenant_away_can_wait_for_the_job_that_is_still_at_work_in_it()
    {
        await using var host = await StartAsync();
        var tenant = await host.SetupTenantAsync(features: ["ProbeModule", "ProbeModule.Jobs"]);
        await host.SettleAsync();
        var slot = Shells(host).Slots.Single();
        await Shells(host).CloseAsync(tenant);
        await slot.Gate.WaitAsync(); // the job waits here for its shell
        var running = Scheduler(host).RunNowAsync(tenant, Job);
        var ended = Scheduler(host).EndOfAsync("default");
        Assert.False(ended.IsCompleted);
        slot.Gate.Release();
        await ended;
        Assert.True(await running);
        await Scheduler(host).EndOfAsync("Default");
    }

    private Task<TestHost> StartAsync(string? folder = null, TestClock? clock = null)
        => TestHost.StartAsync(new TestHostOptions { Plugins = _plugins.Path, Folder = folder, Clock = clock ?? new TestClock(standsStill: true) });

    private static JobScheduler Scheduler(TestHost host) => host.Services.GetRequiredService<JobScheduler>();

    private static ShellHost Shells(TestHost host) => host.Services.GetRequiredService<ShellHost>();

    private static bool IsLive(TestHost host) => Shells(host).Slots.Single().Current is not null;

    private static async Task<string> NotesAsync(TestHost host)
    {
        using var browser = host.Browse();
        return await browser.ReadAsync("/probe/notes");
    }

    private static async Task<BackgroundTaskState> StateAsync(TestHost host, ShellSettings tenant, string job = Job)
        => (await host.InTenantAsync(tenant, services => services.GetRequiredService<BackgroundTasks>().ListAsync())).Single(known => known.Name == job);
}
