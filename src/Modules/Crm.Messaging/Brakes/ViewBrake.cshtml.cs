using Crm.Contacts.Segments;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Messaging.Channels;
using Crm.Messaging.Trips;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Brakes;

/// <summary>The brake: what is stopped now and what was, and the form that stops.</summary>
[Right(MessagingPermissions.Pull)]
internal sealed class ViewBrake(BrakeBoard board, BrakeFigures figures, BrakeWords words, IEnumerable<IChannel> channels, Segments segments, SegmentReach reach, LocalTime local, RateTrips trips, Rights rights, TimeProvider time, IStringLocalizer<ViewBrake> s) : PageModel
{
    private const int Past = 20;

    public BrakeWords Words => words;

    /// <summary>Those that stop something now.</summary>
    public IReadOnlyList<Brake> On { get; private set; } = [];

    /// <summary>Those that ended by themselves and hold messages still.</summary>
    public IReadOnlyList<Brake> Ended { get; private set; } = [];

    public IReadOnlyList<Brake> Released { get; private set; } = [];

    /// <summary>How many each holds.</summary>
    public IReadOnlyDictionary<string, int> Held { get; private set; } = new Dictionary<string, int>();

    public IReadOnlyDictionary<string, AfterClick> After { get; private set; } = new Dictionary<string, AfterClick>();

    /// <summary>The ids of those whose segment cannot be asked: they stop everything.</summary>
    public IReadOnlyList<string> Lost { get; private set; } = [];

    /// <summary>The segments that the reader may stop.</summary>
    public IReadOnlyList<SegmentName> Segments { get; private set; } = [];

    public bool MayRelease { get; private set; }

    /// <summary>By which the brake is pulled by itself, and how it stands.</summary>
    public IReadOnlyList<ReturnRate> Rates { get; private set; } = [];

    public TripSettings Trips { get; private set; } = new();

    [BindProperty]
    public PullForm Input { get; set; } = new();

    /// <summary>What is stopped now; the form stands as whoever leads here wants it.</summary>
    public Task OnGetAsync(string? scope, string? value, CancellationToken cancellationToken)
    {
        (Input.Scope, Input.Value) = (BrakeScopes.All.Contains(scope) ? scope! : BrakeScopes.Everything, value);
        return LoadAsync(cancellationToken);
    }

    /// <summary>Stops it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (zone, now) = (await local.ZoneAsync(), time.GetUtcNow().UtcDateTime);
        DateTime? until = Input.Until is { } end && !zone.IsInvalidTime(end) ? TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(end, DateTimeKind.Unspecified), zone) : null;
        Segments = await segments.ListAsync(User, cancellationToken);
        foreach (var (member, sentence) in Input.Faults(until, now, channels, Segments, s))
        {
            ModelState.AddModelError($"Input.{member}", sentence);
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync(cancellationToken);
            return Page();
        }

        var brake = await board.PullAsync(Input.Scope, Input.CleanValue, Input.Reason!.Trim(), Input.SparesTransactional, until, cancellationToken, valueName: Input.NameIn(Segments));
        this.Toast(s["Stopped: {0}.", await words.WhatAsync(brake)]);
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        On = await board.OnAsync(cancellationToken);
        Ended = [.. (await board.UnreleasedAsync(cancellationToken)).Where(brake => On.All(on => on.BrakeId != brake.BrakeId))];
        Released = await board.PastAsync(Past, cancellationToken);
        Held = await figures.HeldAsync(cancellationToken);
        (Rates, Trips) = (await trips.RatesAsync(channels.Select(channel => channel.Name), cancellationToken), await trips.SettingsAsync());
        MayRelease = await rights.HoldsAsync(User, MessagingPermissions.Manage);
        Segments = await segments.ListAsync(User, cancellationToken);
        var (after, lost) = (new Dictionary<string, AfterClick>(), new List<string>());
        foreach (var brake in On)
        {
            if (await reach.IsLostAsync(brake, cancellationToken))
            {
                lost.Add(brake.BrakeId);
            }

            after[brake.BrakeId] = await figures.AfterAsync(brake, cancellationToken);
        }

        (After, Lost) = (after, lost);
    }
}
