using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Operations;

/// <summary>Does the steps of all operations under way, in turn, each in a unit of work of its own: a short one does not wait for the end of a long one.</summary>
[BackgroundTask(Title = "Operations", Schedule = "*/10 * * * *", WakesTenant = false, Description = "Goes on with bulk changes and undos that were under way when the host stopped.")]
internal sealed class RunOperations(ShellSettings settings, ErrorLog errors, TimeProvider time, IStringLocalizer<RunOperations> s) : IBackgroundTask
{
    public static readonly string Job = JobPlan.NameOf(typeof(RunOperations));

    private const int MaxAttempts = 3;
    private const int MaxFaults = 50;
    private const int MostItems = 200;

    // A shell that was rebuilt meanwhile is left to end.
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(10);

    public static async Task<bool> AnyAsync(IServiceProvider services)
        => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<OperationRow>().AnyAsync(row => row.State <= (int)OperationState.Running);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var (paces, begun) = (new Dictionary<string, BatchPace>(), Stopwatch.GetTimestamp());
        var scopes = serviceProvider.GetRequiredService<IServiceScopeFactory>();
        while (await UnderWayAsync(scopes) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!paces.TryGetValue(id, out var pace))
                {
                    paces[id] = pace = new BatchPace(new ChangeContext(), MostItems);
                }

                await TryStepAsync(scopes, id, pace, cancellationToken);
                if (Stopwatch.GetElapsedTime(begun) > s_turn)
                {
                    return;
                }
            }
        }
    }

    private static async Task<IReadOnlyList<string>> UnderWayAsync(IServiceScopeFactory scopes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = await scope.ServiceProvider.GetRequiredService<ISession>().GetConnectionAsync();
        return await db.GetTable<OperationRow>().Where(row => row.State <= (int)OperationState.Running).OrderBy(row => row.CreatedUtc).Select(row => row.Id).ToListAsync();
    }

    private async Task TryStepAsync(IServiceScopeFactory scopes, string id, BatchPace pace, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var change = scope.ServiceProvider.GetRequiredService<ChangeContext>();
        try
        {
            await UnitOfWork.RunAsync(scope.ServiceProvider, () => StepAsync(scope.ServiceProvider, change, id, pace.Size, cancellationToken));
            pace.Learn(change.HeldGate);
        }
        catch (OperationStoppedException)
        {
            // it was stopped during the step, of which nothing is stored
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await FailAsync(scopes, id, e);
        }
    }

    private async Task StepAsync(IServiceProvider services, ChangeContext change, string id, int size, CancellationToken cancellationToken)
    {
        var session = services.GetRequiredService<ISession>();
        var row = await (await session.GetConnectionAsync()).GetTable<OperationRow>().FirstAsync(row => row.Id == id, cancellationToken);
        Speak(row.Culture);
        if (services.GetServices<IOperation>().FirstOrDefault(kind => kind.Kind == row.Kind) is not { } operation)
        {
            throw new OperationRefusedException(s["The feature that does this is switched off."]);
        }

        if (await services.GetRequiredService<Accounts>().GetAsync(row.Actor, anew: true) is not { IsEnabled: true } account)
        {
            throw new OperationRefusedException(s["The account that asked for this can no longer act."]);
        }

        (change.Actor, change.ActorName, change.BatchId, change.IsBackground) = (row.Actor, row.ActorName, id, true);
        var run = new OperationRun(id, account.Principal("operation"), (JsonObject)JsonNode.Parse(row.Input)!, (JsonObject)JsonNode.Parse(row.Place)!, size);
        await operation.StepAsync(run, cancellationToken);
        await StoreAsync(session, row, run);
    }

    // In the transaction of the step itself: both or neither.
    private async Task StoreAsync(ISession session, OperationRow row, OperationRun run)
    {
        var faults = JsonSerializer.Deserialize<List<OperationFault>>(row.Faults)!;
        faults.AddRange(run.Left.Take(MaxFaults - faults.Count));
        var (place, told) = (run.Place.ToJsonString(), JsonSerializer.Serialize(faults));
        var state = (int)(run.IsFinished ? OperationState.Done : OperationState.Running);
        var ended = run.IsFinished ? time.GetUtcNow().UtcDateTime : (DateTime?)null;
        var db = await session.GetConnectionAsync(write: true);
        var stored = await db.GetTable<OperationRow>().Where(one => one.Id == row.Id && one.State <= (int)OperationState.Running && one.Place == row.Place)
            .Set(one => one.State, state).Set(one => one.EndedUtc, ended).Set(one => one.Place, place).Set(one => one.Faults, told).Set(one => one.Attempts, 0)
            .Set(one => one.Done, one => one.Done + run.Done).Set(one => one.Left, one => one.Left + run.LeftCount)
            .UpdateAsync();
        if (stored == 0)
        {
            throw new OperationStoppedException();
        }
    }

    private async Task FailAsync(IServiceScopeFactory scopes, string id, Exception e)
    {
        await using var scope = scopes.CreateAsyncScope();
        await UnitOfWork.RunAsync(scope.ServiceProvider, async () =>
        {
            var db = await scope.ServiceProvider.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            var row = await db.GetTable<OperationRow>().FirstAsync(row => row.Id == id);
            if (e is not OperationRefusedException && ++row.Attempts < MaxAttempts)
            {
                await db.GetTable<OperationRow>().Where(one => one.Id == id).Set(one => one.Attempts, row.Attempts).UpdateAsync();
                return;
            }

            Speak(row.Culture);
            var error = e is OperationRefusedException ? e.Message : s["It stopped at an error (reference {0}).", errors.Record(settings.Name, row.Kind, row.ActorName, e)].Value;
            await db.GetTable<OperationRow>().Where(one => one.Id == id && one.State <= (int)OperationState.Running)
                .Set(one => one.State, (int)OperationState.Failed).Set(one => one.EndedUtc, time.GetUtcNow().UtcDateTime).Set(one => one.Error, error).UpdateAsync();
        });
    }

    private static void Speak(string culture)
    {
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        }
        catch (CultureNotFoundException)
        {
            // a language that this machine does not know: the one of the moment serves
        }
    }
}

/// <summary>An operation cannot go on for a reason that trying again does not mend; the message is shown.</summary>
public sealed class OperationRefusedException(string message) : Exception(message);

/// <summary>The operation was stopped while the step was under way.</summary>
internal sealed class OperationStoppedException : Exception;
