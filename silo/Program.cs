using ShopFloorTwin.Silo.Commands;

return await TwinCommandLine.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
