using Crm.Kernel.Tenants;
using Crm.Testing;

namespace Crm.Crash.Tests;

public sealed class KilledAtSetup
{
    private static TimeSpan? s_whole;

    [Theory, MemberData(nameof(Killed.OnEachDatabase), MemberType = typeof(Killed))]
    public async Task A_killed_setup_is_wiped_and_begun_anew(string provider)
    {
        await using var host = await TestHost.StartAsync();
        var random = new Random(20261128);
        var whole = s_whole ??= await TimeAsync(host, provider);
        var (done, wiped) = (0, 0);
        var (tenant, command) = await NewTenantAsync(host, provider, 1);
        command.Whole = whole;
        for (var kill = 1; kill <= Killed.Times; kill++)
        {
            await command.KillAsync(random);
            var settings = await SettledAsync(host, tenant);
            if (settings.State is TenantState.Running)
            {
                done++;
                Assert.True(await Integrity.CheckAsync(host, settings) > 5);
                (tenant, command) = await NewTenantAsync(host, provider, kill + 1);
                command.Whole = whole;
                continue;
            }

            wiped++;
            Assert.Equal(TenantState.Uninitialized, settings.State);
        }

        // The last one, killed or fresh, is set up after all.
        await command.RunAsync();
        await TakeUpAsync(host);
        Assert.True(await Integrity.CheckAsync(host, host.Shells.TryGetSettings(tenant)!) > 5);
        Assert.Equal(Killed.Times, done + wiped);
        Killed.Tell($"{wiped} wiped, {done} were done already");
    }

    private static async Task<TimeSpan> TimeAsync(TestHost host, string provider)
    {
        var (tenant, command) = await NewTenantAsync(host, provider, 0);
        await command.RunAsync();
        await TakeUpAsync(host);
        Assert.Equal(TenantState.Running, host.Shells.TryGetSettings(tenant)!.State);
        return command.Whole;
    }

    /// <summary>A tenant that waits for its set-up, and the command that does it.</summary>
    private static async Task<(string Tenant, Command SetUp)> NewTenantAsync(TestHost host, string provider, int number)
    {
        var settings = new ShellSettings { Name = $"shop{number}", RequestUrlPrefix = $"shop{number}" };
        settings["Schema"] = Postgres.NewSchema();
        await host.Shells.UpdateShellSettingsAsync(settings);
        string[] database = provider == "Postgres" ? ["--db", await Postgres.SharedAsync()] : [];
        return (settings.Name, new Command(host, "listening", ["run", "--urls", "http://127.0.0.1:0", "--recipe", "blank", "--admin", "a@example.org", "--password", TestHost.AdminPassword, "--tenant", settings.Name, .. database]));
    }

    // The host's own keeper may be at it at the same moment; then it is left to that.
    private static async Task<ShellSettings> SettledAsync(TestHost host, string tenant)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await TakeUpAsync(host);
        while (host.Shells.TryGetSettings(tenant)!.State is TenantState.Initializing)
        {
            await Task.Delay(20, patience.Token);
            await TakeUpAsync(host);
        }

        return host.Shells.TryGetSettings(tenant)!;
    }

    /// <summary>What the host does by itself within seconds.</summary>
    private static async Task TakeUpAsync(TestHost host)
    {
        await ((ShellHost)host.Shells).TakeUpChangesAsync(default);
        await ((ShellHost)host.Shells).RecoverInterruptedSetupsAsync();
    }
}
