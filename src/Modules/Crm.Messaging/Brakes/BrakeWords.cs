using System.Globalization;
using Crm.Messaging.Actions;
using Crm.Messaging.Channels;
using Crm.Messaging.Topics;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Brakes;

/// <summary>Brakes in words.</summary>
internal sealed class BrakeWords(IEnumerable<IChannel> channels, TopicBook topics, ActionTitles actions, IStringLocalizer<BrakeWords> s)
{
    /// <summary>What is stopped, as a name: "Everything", "Country: France".</summary>
    public async Task<string> WhatAsync(Brake brake) => brake.Scope switch
    {
        BrakeScopes.Country => s["Country: {0}", Country(brake.Value)],
        BrakeScopes.Topic => s["Topic: {0}", await topics.TitleAsync(brake.Value)],
        BrakeScopes.Channel => s["Channel: {0}", Channel(brake.Value)],
        BrakeScopes.Action => s["Action: {0}", await actions.OfAsync(brake.Value, CancellationToken.None)],
        BrakeScopes.Segment => s["Segment: {0}", brake.ValueName.Length > 0 ? brake.ValueName : brake.Value],
        _ => s["Everything"],
    };

    /// <summary>A channel's title; its name where its feature is off.</summary>
    public string Channel(string name) => channels.FirstOrDefault(channel => channel.Name == name)?.Title ?? name;

    /// <summary>A scope's name.</summary>
    public string Scope(string scope) => scope switch
    {
        BrakeScopes.Country => s["One country"],
        BrakeScopes.Topic => s["One topic"],
        BrakeScopes.Channel => s["One channel"],
        BrakeScopes.Action => s["One action"],
        BrakeScopes.Segment => s["One segment"],
        _ => s["Everything"],
    };

    /// <summary>A country's name; the code when it is none.</summary>
    public static string Country(string code)
    {
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
