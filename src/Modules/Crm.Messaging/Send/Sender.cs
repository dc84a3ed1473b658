using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Crm.Messaging.Brakes;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Send;

/// <summary>The one that sends: it takes messages in hand, asks whether each may leave, and hands it to its channel. Nothing of the database is held while a channel works.</summary>
internal sealed class Sender(IServiceScopeFactory scopes, IShellHost shells, ShellSettings settings, ErrorLog errors)
{
    /// <summary>How many are handed over side by side.</summary>
    public const int Workers = 8;

    private const int AtOnce = 4 * Workers;
    private const int MostExpired = 500;

    /// <summary>Sends what is due until nothing is left.</summary>
    /// <param name="goesOn">Whether to take more.</param>
    public async Task RunAsync(Func<bool> goesOn, CancellationToken cancellationToken)
    {
        await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<BrakeBoard>().AgreeAsync(cancellationToken));
        await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().FreeAsync(cancellationToken));
        await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<BrakeHolder>().HoldAllAsync(goesOn, cancellationToken));
        while (goesOn() && await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().ExpireAsync(MostExpired, cancellationToken)) == MostExpired)
        {
            // until none is left
        }

        // A name for each run: one that ends without giving everything back is found out.
        var claim = LockOwner.New();
        while (goesOn() && shells.TryGetSettings(settings.Name)?.State is TenantState.Running)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var taken = await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().TakeAsync(claim, AtOnce, cancellationToken));
            if (taken.Count == 0)
            {
                return;
            }

            // What is in hand is brought to its end though the host stops.
            await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (message, _) => await SendAsync(message));
        }
    }

    private async Task SendAsync(Message message)
    {
        try
        {
            var (letter, decision) = await UnitOfWork.ReadInBackgroundAsync(scopes, services => services.GetRequiredService<WriteLetter>().WriteAsync(message, CancellationToken.None));
            if (letter is null)
            {
                await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().DecideAsync(message, decision!, CancellationToken.None));
                return;
            }

            var handover = await HandOverAsync(message, letter);
            await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().NoteAsync(message, handover, CancellationToken.None));
        }
        catch (Exception e)
        {
            // It stays in hand until the claim runs out; the next run tells then what is known of it.
            errors.Record(settings.Name, $"message {message.MessageId}", "system", e);
        }
    }

    private async Task<Handover> HandOverAsync(Message message, Letter letter)
    {
        var begun = false;
        await using var scope = scopes.CreateAsyncScope();
        var channel = scope.ServiceProvider.GetRequiredService<IEnumerable<IChannel>>().First(one => one.Name == message.Channel);
        try
        {
            return await channel.HandOverAsync(
                letter,
                async _ => begun = await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().BeginAsync(message, CancellationToken.None)),
                CancellationToken.None);
        }
        catch (Exception e)
        {
            errors.Record(settings.Name, $"channel {message.Channel}, message {message.MessageId}", "system", e);
            return new Handover(begun ? HandoverKind.Unknown : HandoverKind.Later, "", e.Message);
        }
    }
}
