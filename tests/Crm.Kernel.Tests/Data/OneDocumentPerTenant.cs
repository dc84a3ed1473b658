using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Data;

public class OneDocumentPerTenant
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_change_is_read_by_the_next_unit_of_work(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        Assert.Equal("white", await Colour(tenant));

        await Paint(tenant, "red");

        Assert.Equal("red", await Colour(tenant));
        await Paint(tenant, "blue");
        Assert.Equal("blue", await Colour(tenant));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task It_is_read_from_memory_and_a_change_by_another_process_is_seen_within_two_seconds(string provider)
    {
        var clock = new TestClock();
        await using var tenant = await TestTenant.CreateAsync(provider, services => services.AddSingleton<TimeProvider>(clock));
        await using var other = tenant.Again();
        await Paint(tenant, "red");
        Assert.Equal("red", await Colour(tenant));

        await Paint(other, "green");
        Assert.Equal("red", await Colour(tenant));
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("green", await Colour(tenant));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_is_not_committed_is_seen_by_its_own_unit_of_work_only(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);

        await Assert.ThrowsAsync<TimeoutException>(() => tenant.DoAsync(async (services, session) =>
        {
            var documents = services.GetRequiredService<IDocumentManager<Preferences>>();
            var preferences = await documents.GetOrCreateMutableAsync();
            preferences.Colour = "red";
            await documents.UpdateAsync(preferences);
            await session.FlushAsync();
            Assert.Equal("red", (await documents.GetOrCreateImmutableAsync()).Colour);
            Assert.Equal("white", await Colour(tenant));
            throw new TimeoutException();
        }));

        Assert.Equal("white", await Colour(tenant));
    }

    private static Task<string> Colour(TestTenant tenant) => tenant.AskAsync(async (IServiceProvider services) =>
        (await services.GetRequiredService<IDocumentManager<Preferences>>().GetOrCreateImmutableAsync()).Colour);

    private static Task Paint(TestTenant tenant, string colour) => tenant.DoAsync(async (services, _) =>
    {
        var documents = services.GetRequiredService<IDocumentManager<Preferences>>();
        var preferences = await documents.GetOrCreateMutableAsync();
        preferences.Colour = colour;
        await documents.UpdateAsync(preferences);
    });
}
