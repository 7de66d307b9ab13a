using Essaim.App.Commands;

return await CommandLine.RunAsync(args);
