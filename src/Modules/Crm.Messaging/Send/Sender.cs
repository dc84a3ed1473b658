using System.Diagnostics;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Crm.Messaging.Approvals;
using Crm.Messaging.Brakes;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Pace;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Send;

/// <summary>
/// The one that sends: it takes messages in hand, asks whether each may leave, and hands it to its channel. Letters are written some at a time while the ones before are handed over; each worker
/// notes some as begun together and hands them over one by one. Nothing of the database is held while a channel works.
/// </summary>
internal sealed class Sender(IServiceScopeFactory scopes, IShellHost shells, ShellSettings settings, PaceClock paces, BrakeFile brakes, HandLog hands, ErrorLog errors, TimeProvider time)
{
    /// <summary>How many are handed over side by side.</summary>
    public const int Workers = 8;

    private const int MostExpired = 500;
    private static readonly TimeSpan s_slow = TimeSpan.FromMinutes(1);

    // What another node's brake, or somebody's word, does not meet in a lot that has become slow.
    private static readonly TimeSpan s_lot = TimeSpan.FromMilliseconds(500);

    /// <summary>Sends what is due until nothing is left.</summary>
    /// <param name="goesOn">Whether to take more.</param>
    /// <param name="cancellationToken">Ends it as soon as what was begun is told of; the rest is given back.</param>
    public async Task RunAsync(Func<bool> goesOn, CancellationToken cancellationToken)
    {
        await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<BrakeBoard>().AgreeAsync(cancellationToken));
        await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().FreeAsync(cancellationToken));
        await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<BrakeHolder>().HoldAllAsync(goesOn, cancellationToken));
        await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<CarryOutApprovals>().RunAsync(goesOn, cancellationToken));
        while (goesOn() && await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().ExpireAsync(MostExpired, cancellationToken)) == MostExpired)
        {
            // until none is left
        }

        // A name for each run: one that ends without giving everything back is found out.
        var claim = LockOwner.New();
        using var begun = hands.Open(claim);
        await using var journal = new Journal(scopes, (message, fault) => errors.Record(settings.Name, $"message {message.MessageId}", "system", fault)).Start();
        using var hand = new Hand();
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(() => HandOverAllAsync(hand, journal, begun, cancellationToken), CancellationToken.None)).ToList();
        try
        {
            await WriteAllAsync(claim, hand, journal, goesOn, cancellationToken);
        }
        finally
        {
            hand.Complete();
            await Task.WhenAll(workers);
        }
    }

    private async Task WriteAllAsync(string claim, Hand hand, Journal journal, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        while (goesOn() && shells.TryGetSettings(settings.Name)?.State is TenantState.Running)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await hand.RoomAsync();
            var taken = await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MessageDesk>().TakeAsync(claim, hand.Take, cancellationToken));
            if (taken.Count == 0)
            {
                return;
            }

            // What is in hand is brought to its end, or given back, though the host stops.
            foreach (var written in await WriteAsync(taken))
            {
                if (written.Letter is null)
                {
                    journal.Decide(written.Message, written.Decision!);
                }
                else
                {
                    await hand.WriteAsync(written);
                }
            }
        }
    }

    private async Task<IReadOnlyList<Written>> WriteAsync(IReadOnlyList<Message> taken)
    {
        try
        {
            return await UnitOfWork.ReadInBackgroundAsync(scopes, services => services.GetRequiredService<WriteLetter>().WriteAsync(taken, CancellationToken.None));
        }
        catch (Exception fault) when (taken.Count == 1)
        {
            // It stays in hand until the claim runs out, and is tried again then.
            errors.Record(settings.Name, $"message {taken[0].MessageId}", "system", fault);
            return [];
        }
        catch (Exception)
        {
            // One of them spoils it for all: each alone.
            var written = new List<Written>();
            foreach (var message in taken)
            {
                written.AddRange(await WriteAsync([message]));
            }

            return written;
        }
    }

    private async Task HandOverAllAsync(Hand hand, Journal journal, HandLog.Writer begun, CancellationToken cancellationToken)
    {
        while (await hand.NextLotAsync() is { Count: > 0 } lot)
        {
            var mayGo = await Task.WhenAll(lot.Select(one => cancellationToken.IsCancellationRequested ? Task.FromResult((MayGo: false, Brakes: 0L)) : journal.BeginAsync(one.Message, one.Receiver!)));
            var (started, handed) = (Stopwatch.GetTimestamp(), 0);
            foreach (var ((message, letter, _, receiver), (goes, stamp)) in lot.Zip(mayGo))
            {
                var now = time.GetUtcNow().UtcDateTime;
                if (!goes || cancellationToken.IsCancellationRequested || brakes.Stamp() != stamp || (handed > 0 && Stopwatch.GetElapsedTime(started) > s_lot))
                {
                    // It did not leave: it is looked at again, and told then why not.
                    journal.Note(message, receiver!, new Handover(HandoverKind.Stopped), isTried: false);
                }
                else if (!paces.TryBegin(message.Channel, receiver!.Domain, now))
                {
                    // The others are not to wait for a domain that hangs.
                    journal.Decide(message, Decision.HoldUntil(now + s_slow, Reasons.Domain, receiver.Domain));
                }
                else
                {
                    var (handover, isTried) = await HandOverAsync(message, letter!, begun);
                    journal.Note(message, receiver, handover, isTried);
                    paces.End(message.Channel, receiver.Domain, now);
                    handed++;
                }
            }

            hand.Took(Stopwatch.GetElapsedTime(started), handed);
        }
    }

    private async Task<(Handover Handover, bool IsTried)> HandOverAsync(Message message, Letter letter, HandLog.Writer log)
    {
        var begun = false;
        await using var scope = scopes.CreateAsyncScope();
        var channel = scope.ServiceProvider.GetRequiredService<IEnumerable<IChannel>>().First(one => one.Name == message.Channel);
        try
        {
            var handover = await channel.HandOverAsync(letter, Begin, CancellationToken.None);
            if (begun && handover.Kind != HandoverKind.Unknown)
            {
                log.Note(message.Id, handover.Kind == HandoverKind.Accepted ? HandStep.Taken : HandStep.NotTaken);
            }

            return (handover, begun);
        }
        catch (Exception e)
        {
            errors.Record(settings.Name, $"channel {message.Channel}, message {message.MessageId}", "system", e);
            var arrived = begun ? await FindOutAsync(channel, message) : false;
            return (new Handover(arrived switch { true => HandoverKind.Accepted, false => HandoverKind.Later, null => HandoverKind.Unknown }, "", arrived == true ? "" : e.Message), begun);
        }

        Task<bool> Begin(CancellationToken cancellationToken)
        {
            log.Note(message.Id, HandStep.Begun);
            return Task.FromResult(begun = true);
        }
    }

    private async Task<bool?> FindOutAsync(IChannel channel, Message message)
    {
        try
        {
            return await channel.WasHandedOverAsync(message.MessageId, CancellationToken.None);
        }
        catch (Exception e)
        {
            errors.Record(settings.Name, $"channel {message.Channel}, message {message.MessageId}", "system", e);
            return null;
        }
    }
}
