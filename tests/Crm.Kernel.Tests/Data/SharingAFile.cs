using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Data;

public class SharingAFile
{
    [Fact]
    public async Task People_pass_the_gate_before_jobs_each_in_order_of_arrival()
    {
        var gate = new WriteGate();
        var order = new List<string>();
        await gate.EnterAsync(background: false, CancellationToken.None);
        var waiting = new[] { ("job1", true), ("ann", false), ("job2", true), ("ben", false) }
            .Select(who => (Entering: gate.EnterAsync(who.Item2, CancellationToken.None), Name: who.Item1)).ToList();

        for (var left = waiting.Count; left > 0; left--)
        {
            gate.Leave();
            var inside = await Task.WhenAny(waiting.Select(waiter => waiter.Entering));
            order.Add(waiting.Single(waiter => waiter.Entering == inside).Name);
            waiting.RemoveAll(waiter => waiter.Entering == inside);
        }

        Assert.Equal(["ann", "ben", "job1", "job2"], order);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_keep_the_gate_shut()
    {
        var gate = new WriteGate();
        using var impatience = new CancellationTokenSource();
        await gate.EnterAsync(background: false, CancellationToken.None);
        var waiting = gate.EnterAsync(background: false, impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        gate.Leave();

        await gate.EnterAsync(background: true, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_save_waits_for_another_process_that_writes()
    {
        await using var tenant = await TestTenant.CreateAsync("Sqlite");
        await using var other = tenant.Again();
        await using var scope = other.Services.CreateAsyncScope();
        var busy = scope.ServiceProvider.GetRequiredService<ISession>();
        await busy.SaveAsync(new Book { Title = "A" });
        await busy.FlushAsync();

        var saving = tenant.AddAsync(new Book { Title = "B" });
        Assert.Equal(0, await tenant.AskAsync(session => session.Query<Book>().CountAsync()));
        Assert.False(saving.IsCompleted);
        await busy.SaveChangesAsync();
        await saving;

        Assert.Equal(2, await tenant.AskAsync(session => session.Query<Book>().CountAsync()));
    }

    [Fact]
    public async Task A_released_tenant_holds_no_open_file_and_opens_again_when_asked()
    {
        await using var tenant = await TestTenant.CreateAsync("Sqlite");
        var id = await tenant.AddAsync(new Book { Title = "A" });
        Assert.NotEmpty(OpenFiles(tenant));

        tenant.Stores.Release(tenant.Settings.Name);

        Assert.Empty(OpenFiles(tenant));
        Assert.Equal("A", (await tenant.AskAsync(session => session.GetAsync<Book>(id)))!.Title);
    }

    [Fact]
    public async Task A_session_under_way_when_the_tenant_is_released_ends_well_and_closes_its_file()
    {
        await using var tenant = await TestTenant.CreateAsync("Sqlite");
        await tenant.DoAsync(async session =>
        {
            await session.SaveAsync(new Book { Title = "A" });
            await session.FlushAsync();
            tenant.Stores.Release(tenant.Settings.Name);
        });

        Assert.Empty(OpenFiles(tenant));
        Assert.Equal(1, await tenant.AskAsync(session => session.Query<Book>().CountAsync()));
    }

    [Fact]
    public async Task A_file_that_is_opened_while_its_last_connection_closes_is_waited_for()
    {
        await using var tenant = await TestTenant.CreateAsync("Sqlite");
        await tenant.AddAsync(new Book { Title = "A" });

        await using var other = tenant.Again();

        await Task.WhenAll(new[] { tenant, other }.Select(host => Task.Run(async () =>
        {
            for (var round = 0; round < 100; round++)
            {
                await host.AddAsync(new Book { Title = "B" });
                host.Stores.Release(host.Settings.Name);
            }
        })));

        Assert.Equal(201, await tenant.AskAsync(session => session.Query<Book>().CountAsync()));
    }

    private static List<string> OpenFiles(TestTenant tenant) => Directory.GetFiles("/proc/self/fd")
        .Select(link => new FileInfo(link).LinkTarget ?? "")
        .Where(file => file.StartsWith(tenant.Folder, StringComparison.Ordinal)).ToList();
}
